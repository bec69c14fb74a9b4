import { compileConditions } from './condition.ts';
import type { MultiplyOperation, RowsOperation, SumOperation, Value, ValueOperation } from './mapping.ts';
import { compileNumeric } from './numeric.ts';
import { compileBoolean, compileTime, isNumeric } from './result.ts';
import type { Evaluate, Scope } from './scope.ts';
import { compileSteps } from './steps.ts';
import { compileTemplate } from './template.ts';

/** Compiles a value of the mapping, once, for all rows. Faults go to the scope. */
export function compileValue(value: Value, pointer: string, scope: Scope): Evaluate {
  if (typeof value === 'string') return compileTemplate(value, pointer, scope).text;
  if (value === null) return () => undefined;
  if (typeof value !== 'object') return () => value;
  if (Array.isArray(value)) return compileList(value, pointer, scope);
  if ('$value' in value) return compileOperation(value as ValueOperation, pointer, scope);
  if ('$rows' in value) return compileRows(value as RowsOperation, pointer, scope);
  if ('$multiply' in value || '$sum' in value) {
    const operation = value as MultiplyOperation | SumOperation;
    return compileNumeric(operation, operation.as ?? 'decimal', pointer, scope);
  }
  return compileObject(value as Record<string, Value>, pointer, scope);
}

/** Compiles a value that is a text wherever it is used, such as an id. */
export function compileText(value: Value | undefined, pointer: string, scope: Scope): Evaluate<string> {
  if (value === undefined) return () => undefined;
  const evaluate = compileValue(value, pointer, scope);
  return (row, group) => {
    const result = evaluate(row, group);
    return result === undefined ? undefined : String(result);
  };
}

function compileList(list: Value[], pointer: string, scope: Scope): Evaluate {
  const items = list.map((item, index) => compileValue(item, `${pointer}/${index}`, scope));
  return (row, group) => {
    const values = items.map((item) => item(row, group)).filter((item) => item !== undefined);
    return values.length > 0 ? values : undefined;
  };
}

function compileObject(object: Record<string, Value>, pointer: string, scope: Scope): Evaluate {
  const fields = Object.entries(object).map(
    ([name, value]) => [name, compileValue(value, `${pointer}/${name}`, scope)] as const,
  );
  return (row, group) => {
    const result: Record<string, unknown> = {};
    let filled = false;
    for (const [name, evaluate] of fields) {
      const value = evaluate(row, group);
      if (value === undefined) continue;
      result[name] = value;
      filled = true;
    }
    return filled ? result : undefined;
  };
}

function compileRows({ $rows, when }: RowsOperation, pointer: string, scope: Scope): Evaluate {
  const item = compileValue($rows, `${pointer}/$rows`, scope);
  const fits = when && compileConditions(when, `${pointer}/when`, scope);
  return (_, group) => {
    const values: unknown[] = [];
    for (const row of group) {
      if (fits && !fits(row)) continue;
      const value = item(row, group);
      if (value !== undefined) values.push(value);
    }
    return values.length > 0 ? values : undefined;
  };
}

function compileOperation(operation: ValueOperation, pointer: string, scope: Scope): Evaluate {
  const { as = 'text', negate = false } = operation;
  if (isNumeric(as)) return compileNumeric(operation, as, pointer, scope);
  if (negate) scope.fault(`${pointer}/negate`, `only a number can be negated: set "as", e.g. "number"`);
  const { text, label } = compileSteps(operation, pointer, scope);
  if (as === 'boolean') return compileBoolean(text, label, pointer);
  if (as === 'time' || as === 'date') return compileTime(text, operation, label, pointer, scope);
  return text;
}
