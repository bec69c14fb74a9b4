import { pointerTo } from '../http/pointer.ts';
import type { Fault } from '../http/problem.ts';

/**
 * A JSON value in one spelling: keys sorted, no white space. Two inputs that mean the same have the same text, and
 * so the same digest, whatever order and spacing their senders write.
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>);
    default:
      return String(value);
  }
}

function canonicalArray(values: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += canonical(values[index]);
  }
  return `${text}]`;
}

function canonicalObject(value: Record<string, unknown>): string {
  const keys = Object.keys(value);
  if (!areSorted(keys)) keys.sort();
  let text = '{';
  for (const key of keys) {
    const member = value[key];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += quoted(key) + canonical(member);
  }
  return `${text}}`;
}

function areSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) if (keys[index - 1]! > keys[index]!) return false;
  return true;
}

/** Keys come again and again; the memory for them is bounded, since senders choose them. */
const quotedKeys = new Map<string, string>();
function quoted(key: string): string {
  let text = quotedKeys.get(key);
  if (text === undefined) {
    text = `${JSON.stringify(key)}:`;
    if (key.length < 100 && quotedKeys.size < 10_000) quotedKeys.set(key, text);
  }
  return text;
}

/** What `canonical` writes for values that JSON can carry, or JavaScript, and jsonb can't hold. */
const suspicious = /\\u0000|\\ud[89a-f]|Infinity|NaN|undefined|[[:]\d+n|function|Symbol/;

/**
 * What the database could not store: U+0000, half a surrogate pair, a number beyond every double.
 * @param text the value's canonical text: the cheap test that nearly all values pass
 */
export function unstorable(value: unknown, text: string, pointer = ''): Fault[] {
  return suspicious.test(text) ? [...faultsIn(value, pointer)] : [];
}

function* faultsIn(value: unknown, pointer: string): Generator<Fault> {
  if (typeof value === 'string') {
    if (!isStorable(value)) yield { pointer, message: 'has U+0000 or half of a surrogate pair' };
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) yield { pointer, message: 'is too large a number' };
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (!isStorable(key)) yield { pointer, message: 'has a key with U+0000 or half of a surrogate pair' };
      else if (member !== undefined || Array.isArray(value))
        yield* faultsIn(member, pointer + pointerTo(key));
    }
  } else if (typeof value !== 'boolean' && value !== null) {
    yield { pointer, message: 'is not a JSON value' };
  }
}

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\u0000');
