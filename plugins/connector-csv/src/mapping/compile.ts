import { isCurrency, type MomentInput } from '@chaland/core';
import { faultText } from '../fault/fault-texts.ts';
import type { Reason } from '../fault/reason.ts';
import { RowFault } from '../fault/row-fault.ts';
import type { Row } from '../read/rows.ts';
import type { GroupColumn, RowGroup } from '../sort/group-rows.ts';
import { compileConditions } from './condition.ts';
import { compileValue } from './expression.ts';
import type { Mapping } from './mapping.ts';
import { compileMoment } from './moment.ts';
import { compileRecords, type Records } from './records.ts';
import { Scope } from './scope.ts';

/** A row that isn't recorded. */
export interface RejectedRow {
  row: Row;
  /** To count by. */
  reason: Reason;
  /** Line of the row at fault, where another row of the group was. */
  because?: number;
}

/** What a group of rows comes to. */
export interface Mapped {
  moment?: MomentInput;
  /** Of other kinds. */
  records?: Records;
  /** The rows that they are made of. */
  used: Row[];
  rejected: RejectedRow[];
}

export interface CompiledMapping {
  /** What a group's rows have in common. */
  group: GroupColumn[];
  map(group: RowGroup): Mapped;
}

/**
 * Makes a mapping ready for a file with these columns.
 * @throws CSV_MAPPING_INVALID, CSV_COLUMN_MISSING, CSV_COLUMN_TWICE with every fault there is
 */
export function compileMapping(mapping: Mapping, columns: readonly string[]): CompiledMapping {
  const scope = new Scope(columns, mapping);
  const { currency, group = [], reject = [], moments = [], records } = mapping;
  if (currency !== undefined) {
    scope.currency = compileValue(currency, '/currency', scope);
    if (typeof currency === 'string' && !currency.includes('{') && !isCurrency(currency)) {
      scope.fault('/currency', `"${currency}" is not an ISO 4217 currency`);
    }
  }
  const by = group.map((name, index) => ({ name, index: scope.column(name, `/group/${index}`) }));
  const rules = reject.map(({ when, rows = 'any', reason }, index) => ({
    rows,
    reason,
    fits: compileConditions(when, `/reject/${index}/when`, scope),
  }));
  const makers = moments.map((rule, index) =>
    compileMoment(rule, mapping.source, `/moments/${index}`, scope),
  );
  const makeRecords = compileRecords(records, scope);
  if (records?.moments) scope.fault('/records/moments', '"moments" stand beside "records", not in it');
  scope.refuseFaults();

  /** What the mapping's own rules say of a group whose rows can be read. */
  function rejectedByRule(rows: readonly Row[]): { whole?: Reason; each: Map<Row, Reason> } {
    const each = new Map<Row, Reason>();
    for (const { rows: which, reason, fits } of rules) {
      if (which === 'each') {
        for (const row of rows) if (!each.has(row) && fits(row)) each.set(row, reason);
      } else if (which === 'every' ? rows.every(fits) : rows.some(fits)) return { whole: reason, each };
    }
    return { each };
  }

  return {
    group: by,
    map({ rows, fault }) {
      if (fault) return { used: [], rejected: rows.map((row) => ({ row, reason: row.fault ?? fault })) };
      const broken = rows.find((row) => row.fault !== undefined);
      // Half a receipt would be a wrong one.
      if (broken) return allRejected(rows, broken.fault!, broken.line);
      const { whole, each } = rejectedByRule(rows);
      if (whole !== undefined) return allRejected(rows, whole);
      const used = each.size === 0 ? rows : rows.filter((row) => !each.has(row));
      const rejected = [...each].map(([row, reason]) => ({ row, reason }));
      const [first] = used;
      if (!first) return { used, rejected };
      try {
        const maker = makers.find(({ fits }) => fits(first));
        const records = makeRecords(first, used);
        if (!maker && !records) return allRejected(rows, faultText('noRule', {}));
        return {
          ...(maker ? { moment: maker.make(first, used) } : {}),
          ...(records ? { records } : {}),
          used,
          rejected,
        };
      } catch (error) {
        if (error instanceof RowFault) return allRejected(rows, error.reason, error.line);
        throw error;
      }
    },
  };
}

/** Rejects a group; `at` is the row to blame, where one is. */
const allRejected = (rows: readonly Row[], reason: Reason, at?: number): Mapped => ({
  used: [],
  rejected: rows.map((row) => {
    const own = row.fault ?? reason;
    return at === undefined || row.line === at || row.fault
      ? { row, reason: own }
      : { row, reason: own, because: at };
  }),
});
