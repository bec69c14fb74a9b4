import type { Row } from '../read/rows.ts';
import { compileConditions } from './condition.ts';
import { compileValue } from './expression.ts';
import type { Mapping } from './mapping.ts';
import type { Scope } from './scope.ts';

/** Records by kind. */
export type Records = Record<string, unknown[]>;

/** Makes the records of a group of rows, or undefined where no rule is for it. @throws RowFault */
export type RecordsMaker = (first: Row, group: readonly Row[]) => Records | undefined;

/** Compiles the rules for records of other kinds than moments. Every rule that fits a group makes one of it. */
export function compileRecords(records: Mapping['records'] = {}, scope: Scope): RecordsMaker {
  const rules = Object.entries(records).flatMap(([kind, of]) =>
    of.map(({ when, record }, index) => {
      const pointer = `/records/${kind}/${index}`;
      return {
        kind,
        fits: when ? compileConditions(when, `${pointer}/when`, scope) : () => true,
        make: compileValue(record, `${pointer}/record`, scope),
      };
    }),
  );
  return (first, group) => {
    const made: Records = {};
    for (const { kind, fits, make } of rules) {
      if (!fits(first)) continue;
      made[kind] ??= [];
      made[kind].push(make(first, group) ?? {});
    }
    return Object.keys(made).length > 0 ? made : undefined;
  };
}
