import { compareDecimals, type Decimal, decimal } from '@chaland/core';
import type { Row } from '../read/rows.ts';
import type { Condition, Scalar } from './mapping.ts';
import type { Scope } from './scope.ts';

export type Test = (row: Row) => boolean;

/** Compiles conditions that all have to hold. */
export function compileConditions(conditions: readonly Condition[], pointer: string, scope: Scope): Test {
  const tests = conditions.map((condition, index) =>
    compileCondition(condition, `${pointer}/${index}`, scope),
  );
  return (row) => tests.every((test) => test(row));
}

function compileCondition(condition: Condition, pointer: string, scope: Scope): Test {
  const { column, is, isNot, startsWith, empty, below, above } = condition;
  const index = scope.column(column, `${pointer}/column`);
  const tests: ((text: string) => boolean)[] = [];
  const compared = (holds: (value: Decimal) => boolean) => (text: string) => {
    const value = scope.readNumber(text);
    return value !== undefined && holds(value);
  };
  const isOneOf = (given: Scalar | Scalar[]) => {
    const each = listOf(given).map((scalar) => {
      if (typeof scalar === 'string') return (text: string) => text === scalar;
      const wanted = decimal(scalar);
      return compared((value) => compareDecimals(value, wanted) === 0);
    });
    return (text: string) => each.some((test) => test(text));
  };

  if (is !== undefined) tests.push(isOneOf(is));
  if (isNot !== undefined) {
    const test = isOneOf(isNot);
    tests.push((text) => !test(text));
  }
  if (startsWith !== undefined) {
    const prefixes = listOf(startsWith);
    tests.push((text) => prefixes.some((prefix) => text.startsWith(prefix)));
  }
  if (empty !== undefined) tests.push((text) => (text === '') === empty);
  if (below !== undefined) tests.push(compared((value) => compareDecimals(value, decimal(below)) < 0));
  if (above !== undefined) tests.push(compared((value) => compareDecimals(value, decimal(above)) > 0));
  return ({ cells }) => {
    const text = cells[index]!.trim();
    return tests.every((test) => test(text));
  };
}

const listOf = <T>(given: T | T[]): T[] => (Array.isArray(given) ? given : [given]);
