import { Buffer } from 'node:buffer';
import { type Problem, problem } from '../../http/problem.ts';

/** A moment read from an event, and where the event says what the moment's pointers point to. */
export type FromCloudEvent =
  | { item: Record<string, unknown>; pointers: [moment: string, event: string][] }
  | Problem;

const identifiers = [
  ['customercard', 'loyalty_card'],
  ['customeremail', 'email'],
  ['customerphone', 'phone'],
] as const;

const same = ['id', 'source', 'type', 'time', 'store', 'staff', 'session'] as const;

/**
 * A CloudEvent 1.0 as a moment. The subject of the event is not read: who and where stand in extension attributes.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export function fromCloudEvent(event: unknown): FromCloudEvent {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    return problem('CHL_INPUT_INVALID', { detail: 'is not an event', pointer: '' });
  }
  const told = event as Record<string, unknown>;
  if (told.specversion !== '1.0') {
    return problem('CHL_INPUT_INVALID', { detail: 'must be "1.0"', pointer: '/specversion' });
  }
  const data = dataOf(told);
  if ('problem' in data) return data.problem;

  const item: Record<string, unknown> = { ...data };
  for (const name of same) if (told[name] !== undefined) item[name] = told[name];
  if (told.typeversion !== undefined) item.version = numberOf(told.typeversion);
  const given = identifiers.filter(([attribute]) => told[attribute] !== undefined);
  if (told.customerid !== undefined || given.length > 0) {
    item.customer = {
      ...(told.customerid === undefined ? {} : { id: told.customerid }),
      ...(given.length > 0
        ? { identifiers: given.map(([attribute, kind]) => ({ kind, value: told[attribute] })) }
        : {}),
    };
  }
  return {
    item,
    pointers: [
      ['/version', '/typeversion'],
      ['/customer/id', '/customerid'],
      ...given.map(([attribute], index): [string, string] => [
        `/customer/identifiers/${index}`,
        `/${attribute}`,
      ]),
    ],
  };
}

function dataOf({
  data,
  data_base64: base64,
  datacontenttype,
}: Record<string, unknown>): { data?: unknown } | { problem: Problem } {
  const media = String(datacontenttype ?? 'application/json')
    .split(';', 1)[0]!
    .trim()
    .toLowerCase();
  if (media !== 'application/json' && !media.endsWith('+json')) {
    return { problem: problem('CHL_INPUT_INVALID', { detail: 'must be JSON', pointer: '/datacontenttype' }) };
  }
  if (base64 === undefined) return data === undefined ? {} : { data };
  try {
    return { data: JSON.parse(Buffer.from(String(base64), 'base64').toString('utf8')) as unknown };
  } catch {
    return {
      problem: problem('CHL_JSON_MALFORMED', { detail: 'is not JSON in base64', pointer: '/data_base64' }),
    };
  }
}

/** Headers hold text. */
const numberOf = (value: unknown) =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

/**
 * An event in binary mode: its attributes are headers, its data is the body.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export function eventOfHeaders(headers: Headers, data: unknown): Record<string, unknown> {
  const event: Record<string, unknown> = { data, datacontenttype: headers.get('content-type') ?? undefined };
  for (const [name, value] of headers) if (name.startsWith('ce-')) event[name.slice(3)] = decoded(value);
  return event;
}

export const isBinaryEvent = (headers: Headers): boolean => headers.has('ce-specversion');

/** What is not printable ASCII in a header is percent-encoded UTF-8. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
