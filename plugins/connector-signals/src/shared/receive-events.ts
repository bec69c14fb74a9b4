import { createHash } from 'node:crypto';
import {
  type InboundRequest,
  Problem,
  parsePayload,
  type Received,
  type ReceivedDelivery,
  refusalOf,
} from '@chaland/core';
import type { SenderArgs } from './args.ts';

/** One event of a request, before it is kept. */
export interface ReceivedEvent {
  /** The sender's own id; a digest of the event where it has none. */
  id?: string | undefined;
  topic: string;
  event: unknown;
}

/** Events at most in one request. */
const most = 10_000;

/**
 * Takes a request whose JSON holds events: each becomes a delivery of its own, so that a faulty one harms no other.
 * @param eventsOf finds them; what is kept is what it gives, and nothing else of the body
 */
export function receiveEvents<Args extends SenderArgs>(
  request: InboundRequest<Args>,
  eventsOf: (body: unknown, request: InboundRequest<Args>) => readonly ReceivedEvent[],
): Received {
  const reason = refusalOf(request.args, request);
  if (reason) return { refused: reason };
  if (request.method !== 'POST') return { answer: { status: 405, headers: { allow: 'POST' } } };
  try {
    const events = eventsOf(parsePayload(request.body).value, request);
    if (events.length > most) {
      return unreadable(`There are ${events.length} events in it; ${most} are taken at once.`);
    }
    return { deliveries: events.map(deliveryOf) };
  } catch (error) {
    if (error instanceof Problem) return unreadable(`${error.message}`);
    throw error;
  }
}

function deliveryOf({ id, topic, event }: ReceivedEvent): ReceivedDelivery {
  const body = Buffer.from(JSON.stringify(event));
  return { key: id === undefined || id.length > 200 ? digestOf(body) : id, topic, body };
}

/** What makes it this event: its content. */
export const digestOf = (content: Buffer | string): string =>
  createHash('sha256').update(content).digest('base64url');

const unreadable = (body: string): Received => ({
  answer: { status: 422, body: `${body}\n`, headers: { 'content-type': 'text/plain; charset=utf-8' } },
});

/** Objects in a list, in the list of a field, or one alone. */
export function listed(body: unknown, ...fields: string[]): Record<string, unknown>[] {
  if (Array.isArray(body)) return body.filter(isObject);
  if (!isObject(body)) return [];
  for (const field of fields) if (Array.isArray(body[field])) return body[field].filter(isObject);
  return [body];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text, or a number as text. */
export const textIn = (object: Record<string, unknown>, ...names: string[]): string | undefined => {
  for (const name of names) {
    const value = object[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  }
  return undefined;
};
