import { problem } from '../../http/problem.ts';
import { parseTime } from '../../moment/time.ts';
import { isCurrency } from '../../money/currency.ts';
import { decimalText, parseDecimal, roundHalfEven } from '../../money/decimal.ts';
import { toMinorUnits } from '../../money/money.ts';

/** Reads a value that is there. @throws Problem CHL_DELIVERY_FIELD where it is no such thing */
export type Read<T> = (value: unknown, pointer: string) => T;

/** The value itself is left out: it may be personal. */
export const fault = (pointer: string, detail: string) => problem('CHL_DELIVERY_FIELD', { pointer, detail });

export const asText: Read<string> = (value, pointer) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw fault(pointer, 'is no text');
};

const decimalIn = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value).trim()) : undefined;

export const asDecimal: Read<string> = (value, pointer) => {
  const read = decimalIn(value);
  if (!read) throw fault(pointer, 'is no decimal number');
  return decimalText(read);
};

export const asMoney =
  (currency: string): Read<number> =>
  (value, pointer) => {
    const amount = decimalIn(value);
    if (!amount) throw fault(pointer, 'is no amount of money');
    if (!isCurrency(currency))
      throw fault(pointer, `is in a currency that does not exist: "${currency.slice(0, 8)}"`);
    try {
      return toMinorUnits(amount, currency);
    } catch {
      throw fault(pointer, 'is too large to count in minor units');
    }
  };

export const asCurrency: Read<string> = (value, pointer) => {
  const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
  if (!isCurrency(code)) throw fault(pointer, 'is no currency of ISO 4217');
  return code;
};

export const asInteger: Read<number> = (value, pointer) => {
  const read = decimalIn(value);
  const whole = read && roundHalfEven(read, 0);
  if (!read || !whole || whole.units * 10n ** BigInt(read.scale) !== read.units) {
    throw fault(pointer, 'is no whole number');
  }
  const number = Number(whole.units);
  if (!Number.isSafeInteger(number)) throw fault(pointer, 'is too large to count with');
  return number;
};

export const asFlag: Read<boolean> = (value, pointer) => {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw fault(pointer, 'is neither true nor false');
};

export const asTime =
  (zone?: string): Read<string> =>
  (value, pointer) => {
    if (typeof value !== 'string') throw fault(pointer, 'is no time of RFC 3339');
    const text = value.trim();
    if (!zone && !/(?:[Zz]|[+-]\d\d:\d\d)$/.test(text)) {
      throw fault(pointer, 'is no time of RFC 3339 with its offset');
    }
    const time = parseTime(text, zone ?? 'UTC');
    if (typeof time === 'string') throw fault(pointer, time);
    return new Date(time).toISOString();
  };
