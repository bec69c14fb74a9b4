import { pointerTo } from '../../http/pointer.ts';
import {
  asCurrency,
  asDecimal,
  asFlag,
  asInteger,
  asMoney,
  asText,
  asTime,
  fault,
  type Read,
} from './scalar.ts';

/**
 * A vendor's parsed body, read field by field. A path is a JSON Pointer from here, its first slash may be left out:
 * `customer/email`; `''` is the value itself. What is null or blank text counts as absent, and what isn't asked for
 * is never looked at.
 * @throws Problem (every method) CHL_DELIVERY_FIELD with the pointer from the root of the body: where a field is
 * missing, and `maybe…` wasn't asked, or where it is no such thing. What it holds isn't told: it may be personal.
 */
export interface Payload {
  /** From the root of the body: `/line_items/0`. */
  readonly pointer: string;
  /** As it was parsed. */
  readonly value: unknown;
  /** Whether the field came at all, be it null: a part of a record that was left out says nothing. */
  has(path: string): boolean;
  /** Numbers are taken as text: ids. */
  text(path: string): string;
  maybeText(path: string): string | undefined;
  /** An exact decimal number, `-0.415`. A JSON number is the shortest decimal that writes it: 0.1 is 0.1. */
  decimal(path: string): string;
  maybeDecimal(path: string): string | undefined;
  /** Minor units, from `"12.50"` or 12.5: what the currency has no places for is rounded half-even. */
  money(path: string, currency: string): number;
  maybeMoney(path: string, currency: string): number | undefined;
  /** An ISO 4217 code in upper case. */
  currency(path: string): string;
  maybeCurrency(path: string): string | undefined;
  /** Up to 2^53. Takes `"3"` and 3.0 too. */
  integer(path: string): number;
  maybeInteger(path: string): number | undefined;
  /** Takes `"true"` and `"false"` too. */
  flag(path: string): boolean;
  maybeFlag(path: string): boolean | undefined;
  /**
   * RFC 3339 in UTC, to the millisecond, so that the same time is written alike whatever offset it came with.
   * @param zone IANA name for times that come without an offset; they are refused where it is absent
   */
  time(path: string, zone?: string): string;
  maybeTime(path: string, zone?: string): string | undefined;
  object(path: string): Payload;
  maybeObject(path: string): Payload | undefined;
  /** Empty where absent. */
  list(path: string): Payload[];
  /** May be empty, but has to be there. */
  requiredList(path: string): Payload[];
}

/**
 * Reads a body that was parsed. {@link parsePayload} parses one without losing digits.
 * @example
 * const order = payload({ id: 7, lines: [{ price: '12.50' }] });
 * order.text('id'); // '7'
 * order.list('lines').map((line) => line.money('price', 'EUR')); // [1250]
 */
export const payload = (json: unknown): Payload => new Reader('', json);

class Reader implements Payload {
  readonly pointer: string;
  readonly value: unknown;

  constructor(pointer: string, value: unknown) {
    this.pointer = pointer;
    this.value = value;
  }

  has(path: string): boolean {
    return this.#find(path).value !== undefined;
  }

  text(path: string) {
    return this.#must(path, asText);
  }

  maybeText(path: string) {
    return this.#may(path, asText);
  }

  decimal(path: string) {
    return this.#must(path, asDecimal);
  }

  maybeDecimal(path: string) {
    return this.#may(path, asDecimal);
  }

  money(path: string, currency: string) {
    return this.#must(path, asMoney(currency));
  }

  maybeMoney(path: string, currency: string) {
    return this.#may(path, asMoney(currency));
  }

  currency(path: string) {
    return this.#must(path, asCurrency);
  }

  maybeCurrency(path: string) {
    return this.#may(path, asCurrency);
  }

  integer(path: string) {
    return this.#must(path, asInteger);
  }

  maybeInteger(path: string) {
    return this.#may(path, asInteger);
  }

  flag(path: string) {
    return this.#must(path, asFlag);
  }

  maybeFlag(path: string) {
    return this.#may(path, asFlag);
  }

  time(path: string, zone?: string) {
    return this.#must(path, asTime(zone));
  }

  maybeTime(path: string, zone?: string) {
    return this.#may(path, asTime(zone));
  }

  object(path: string) {
    return this.#must(path, asObject);
  }

  maybeObject(path: string) {
    return this.#may(path, asObject);
  }

  list(path: string) {
    return this.#may(path, asList) ?? [];
  }

  requiredList(path: string) {
    return this.#must(path, asList);
  }

  #must<T>(path: string, read: Read<T>): T {
    const found = this.#find(path);
    if (isAbsent(found.value)) throw fault(found.pointer, 'is missing');
    return read(found.value, found.pointer);
  }

  #may<T>(path: string, read: Read<T>): T | undefined {
    const { pointer, value } = this.#find(path);
    return isAbsent(value) ? undefined : read(value, pointer);
  }

  #find(path: string): { pointer: string; value: unknown } {
    let { pointer, value } = this as { pointer: string; value: unknown };
    for (const key of keysOf(path)) {
      if (!isAbsent(value) && typeof value !== 'object') throw fault(pointer, 'is no object');
      pointer += pointerTo(key);
      value =
        isAbsent(value) || !Object.hasOwn(value as object, key)
          ? undefined
          : Reflect.get(value as object, key);
    }
    return { pointer, value };
  }
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

function keysOf(path: string): string[] {
  if (path === '') return [];
  const keys = (path.startsWith('/') ? path.slice(1) : path).split('/');
  return path.includes('~') ? keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')) : keys;
}

const asObject: Read<Payload> = (value, pointer) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fault(pointer, 'is no object');
  return new Reader(pointer, value);
};

const asList: Read<Payload[]> = (value, pointer) => {
  if (!Array.isArray(value)) throw fault(pointer, 'is no list');
  return value.map((item, index) => new Reader(`${pointer}/${index}`, item));
};
