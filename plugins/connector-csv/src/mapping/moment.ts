import type { CustomerInput, MomentInput } from '@chaland/core';
import { RowFault } from '../fault/row-fault.ts';
import type { Row } from '../read/rows.ts';
import { compileConditions } from './condition.ts';
import { compileText, compileValue } from './expression.ts';
import type { MomentRule, Value } from './mapping.ts';
import { compileTime } from './result.ts';
import type { Evaluate, Scope } from './scope.ts';
import { compileTemplate } from './template.ts';

export interface MomentMaker {
  /** Whether this rule is for a group, by its first row. */
  fits(first: Row): boolean;
  /** @throws RowFault */
  make(first: Row, group: readonly Row[]): MomentInput;
}

/** Compiles the rule that makes moments of one type. */
export function compileMoment(rule: MomentRule, source: string, pointer: string, scope: Scope): MomentMaker {
  const { when, type } = rule;
  const text = (value: Value | undefined, name: string) => compileText(value, `${pointer}/${name}`, scope);
  const id = text(rule.id, 'id');
  const time = compileWhen(rule.time, `${pointer}/time`, scope);
  const store = text(rule.store, 'store');
  const staff = text(rule.staff, 'staff');
  const session = text(rule.session, 'session');
  const customer = compileCustomer(rule.customer, `${pointer}/customer`, scope);
  const data = compileValue(rule.data, `${pointer}/data`, scope);

  return {
    fits: when ? compileConditions(when, `${pointer}/when`, scope) : () => true,
    make(first, group) {
      const required = (evaluate: Evaluate<string>, name: 'id' | 'time'): string => {
        const value = evaluate(first, group);
        if (value === undefined)
          throw RowFault.of(`${name}Empty`, { pointer: `${pointer}/${name}` }, first.line);
        return value;
      };
      return {
        id: required(id, 'id'),
        source,
        type,
        time: required(time, 'time'),
        ...present({
          customer: customer(first, group),
          store: store(first, group),
          staff: staff(first, group),
          session: session(first, group),
        }),
        data: data(first, group) ?? {},
      };
    },
  };
}

/** In the place of a time, `as` goes without saying. */
function compileWhen(value: Value, pointer: string, scope: Scope): Evaluate<string> {
  if (typeof value === 'string') {
    const { text, label } = compileTemplate(value, pointer, scope);
    return compileTime(text, {}, label, pointer, scope);
  }
  const isPlain = value && typeof value === 'object' && '$value' in value && !('as' in value);
  return compileText(isPlain ? { ...value, as: 'time' } : value, pointer, scope);
}

function compileCustomer(
  customer: MomentRule['customer'],
  pointer: string,
  scope: Scope,
): Evaluate<CustomerInput> {
  if (!customer) return () => undefined;
  const id = compileText(customer.id, `${pointer}/id`, scope);
  const identifiers = (customer.identifiers ?? []).map(({ kind, value, verified }, index) => ({
    kind,
    ...(verified === undefined ? {} : { verified }),
    value: compileText(value, `${pointer}/identifiers/${index}/value`, scope),
  }));
  const attributes = compileValue(customer.attributes ?? {}, `${pointer}/attributes`, scope);
  return (row, group) => {
    const given = identifiers.flatMap(({ value, ...identifier }) => {
      const text = value(row, group);
      return text === undefined ? [] : [{ ...identifier, value: text }];
    });
    const number = id(row, group);
    // Attributes of nobody: the moment has no customer.
    if (number === undefined && given.length === 0) return undefined;
    return present({
      id: number,
      identifiers: given.length > 0 ? given : undefined,
      attributes: attributes(row, group) as Record<string, unknown> | undefined,
    });
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
