import { RowFault } from '../fault/row-fault.ts';
import type { ValueOperation } from './mapping.ts';
import type { Scope } from './scope.ts';
import { compileTemplate, type Template } from './template.ts';

/** The text of an operation: its template, then what is done to it, in this order. */
export function compileSteps(
  { $value, stripPrefix = '', stripSuffix = '', lookup, default: otherwise }: ValueOperation,
  pointer: string,
  scope: Scope,
): Template {
  const { text, label } = compileTemplate($value, `${pointer}/$value`, scope);
  const known = lookup && new Map(Object.entries(lookup));
  return {
    label,
    text: (row, group) => {
      let value = text(row, group);
      if (value && stripPrefix && value.startsWith(stripPrefix)) value = value.slice(stripPrefix.length);
      if (value && stripSuffix && value.endsWith(stripSuffix)) value = value.slice(0, -stripSuffix.length);
      if (value && known) {
        const found = known.get(value);
        if (found === undefined && otherwise === undefined) {
          throw RowFault.of('notInLookup', { label, pointer: `${pointer}/lookup` }, row.line);
        }
        value = found;
      }
      return value || (otherwise ?? undefined);
    },
  };
}
