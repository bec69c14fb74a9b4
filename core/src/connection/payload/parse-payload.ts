import { jsonFault } from '../../http/json-fault.ts';
import { pointerTo } from '../../http/pointer.ts';
import { problem } from '../../http/problem.ts';
import { type Payload, payload } from './payload.ts';

/**
 * Parses a delivery's JSON without losing digits: a number that a double can't hold, such as an id beyond 2^53, is
 * kept as its text.
 * @param body UTF-8; a byte order mark is skipped
 * @throws Problem CHL_DELIVERY_BODY for what is no JSON, or is nested deeper than 100
 * @example parsePayload('{"id":9007199254740993}').text('id') === '9007199254740993'
 */
export function parsePayload(body: Uint8Array | string): Payload {
  const text = typeof body === 'string' ? body : utf8(body);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The runtime's own message quotes what stands around the fault: personal data.
    const { line, column } = jsonFault(text);
    throw problem('CHL_DELIVERY_BODY', { detail: `it stops being JSON at line ${line}, column ${column}` });
  }
  const tooDeep = tooDeepAt(value, deepest);
  if (tooDeep !== undefined) {
    throw problem('CHL_DELIVERY_BODY', { pointer: tooDeep, detail: `it is nested deeper than ${deepest}` });
  }
  // A reviver makes parsing several times slower; hardly any delivery needs it.
  return payload(manyDigits.test(text) ? JSON.parse(text, exactly) : value);
}

const deepest = 100;

/** Doubles hold 15 digits of any number. */
const manyDigits = /[\d.]{16}|\d[eE][+-]?\d{2}/;

function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return isExact(value, context.source) ? value : context.source;
}

/** Whether the shortest text of the double is the number that was written. */
const isExact = (value: number, source: string): boolean =>
  Number.isFinite(value) && significant(String(value)) === significant(source);

/** The digits without what doesn't count, and where the point is: `1.50e1` is `15` at 1. */
function significant(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  const power = Number(exponent) - fraction.length + digits.length - kept.length;
  return kept === '' ? '0' : `${mantissa.startsWith('-') ? '-' : ''}${kept}e${power}`;
}

/** Recursion ends with the limit, so that no nesting exhausts the stack. */
function tooDeepAt(value: unknown, left: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (left === 0) return '';
  for (const [key, inner] of Object.entries(value)) {
    const found = tooDeepAt(inner, left - 1);
    if (found !== undefined) return pointerTo(key) + found;
  }
  return undefined;
}

function utf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw problem('CHL_DELIVERY_BODY', { detail: 'it is not UTF-8' });
  }
}
