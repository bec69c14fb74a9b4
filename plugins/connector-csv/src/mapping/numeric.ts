import { addDecimals, type Decimal, decimal, multiplyDecimals, type Text } from '@chaland/core';
import { RowFault } from '../fault/row-fault.ts';
import type { Kind, MultiplyOperation, SumOperation, Value, ValueOperation } from './mapping.ts';
import { compileNumber, isNumeric } from './result.ts';
import type { Evaluate, Scope } from './scope.ts';
import { compileSteps } from './steps.ts';
import { asIs, theValue } from './template.ts';

type NumericOperation = ValueOperation | MultiplyOperation | SumOperation;

/** Compiles an operation that gives a number: computed exactly, and made what `kind` asks for at the end. */
export function compileNumeric(
  operation: NumericOperation,
  kind: Kind,
  pointer: string,
  scope: Scope,
): Evaluate {
  const { value, label } = compileDecimal(operation as Value, pointer, scope);
  if (!isNumeric(kind)) {
    scope.fault(`${pointer}/as`, `a number cannot become ${kind}`);
    return () => undefined;
  }
  const result = compileNumber(kind, label, pointer, scope);
  return (row, group) => {
    const exact = value(row, group);
    return exact === undefined ? undefined : result(exact, row, group);
  };
}

interface Numeric {
  value: Evaluate<Decimal>;
  label: Text;
}

/** The exact number that a value stands for, before it is rounded or written. */
function compileDecimal(value: Value, pointer: string, scope: Scope): Numeric {
  if (typeof value === 'number') {
    const constant = decimal(value);
    return { label: asIs(String(value)), value: () => constant };
  }
  if (typeof value === 'string') return compileRead({ $value: value }, pointer, scope);
  if (value && typeof value === 'object' && !Array.isArray(value)) {
    if ('$value' in value) return signed(value, compileRead(value as ValueOperation, pointer, scope));
    if ('$multiply' in value)
      return signed(value, compileProduct(value as MultiplyOperation, pointer, scope));
    if ('$sum' in value) return signed(value, compileSum(value as SumOperation, pointer, scope));
  }
  scope.fault(pointer, 'a number is expected here: a number, a template, $value, $multiply or $sum');
  return { label: theValue, value: () => undefined };
}

function compileRead(operation: ValueOperation, pointer: string, scope: Scope): Numeric {
  const { text, label } = compileSteps(operation, pointer, scope);
  const { readNumber } = scope;
  return {
    label,
    value: (row, group) => {
      const written = text(row, group);
      if (written === undefined) return undefined;
      const number = readNumber(written);
      if (!number) throw RowFault.of('notNumber', { label, pointer }, row.line);
      return number;
    },
  };
}

function compileProduct({ $multiply }: MultiplyOperation, pointer: string, scope: Scope): Numeric {
  const factors = $multiply.map((factor, index) =>
    compileDecimal(factor, `${pointer}/$multiply/${index}`, scope),
  );
  return {
    label: {
      en: factors.map(({ label }) => label.en).join(' × '),
      fr: factors.map(({ label }) => label.fr).join(' × '),
    },
    value: (row, group) => {
      let product: Decimal | undefined;
      for (const { value } of factors) {
        const factor = value(row, group);
        if (!factor) return undefined;
        product = product ? multiplyDecimals(product, factor) : factor;
      }
      return product;
    },
  };
}

function compileSum({ $sum }: SumOperation, pointer: string, scope: Scope): Numeric {
  const { value, label } = compileDecimal($sum, `${pointer}/$sum`, scope);
  return {
    label: { en: `sum of ${label.en}`, fr: `la somme de ${label.fr}` },
    value: (_, group) =>
      group.reduce<Decimal>((sum, row) => addDecimals(sum, value(row, group) ?? decimal(0)), decimal(0)),
  };
}

const signed = ({ negate }: { negate?: Value }, { label, value }: Numeric): Numeric =>
  negate !== true
    ? { label, value }
    : {
        label,
        value: (row, group) => {
          const number = value(row, group);
          return number && { ...number, units: -number.units };
        },
      };
