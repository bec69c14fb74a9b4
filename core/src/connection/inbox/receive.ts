import type { Clock } from '../../clock.ts';
import { errorText } from '../../error-text.ts';
import { Problem, problem } from '../../http/problem.ts';
import type { Log } from '../../log.ts';
import type { Connections, OpenConnection } from '../connections.ts';
import type { InboundRequest } from '../connector.ts';
import type { HookAnswer, Received } from '../delivery.ts';
import type { Keep } from './keep.ts';
import type { Observe } from './observe.ts';

/** A request to a connection's address, without what the inbox knows itself. */
export type HookRequest = Omit<InboundRequest, 'args' | 'now'>;

export interface ReceiveParts {
  clock: Clock;
  log: Log;
  connections: Pick<Connections, 'heard'>;
  keep: Keep;
  observe: Observe;
}

/**
 * Takes a request to a connection: has its connector verify it, and keeps what it holds before it is answered.
 * @throws CHL_DELIVERY_REFUSED where it isn't from who it says it is; nothing is left of it but a count
 * @throws CHL_DELIVERY_UNREADABLE where the connector failed: the sender, told so, sends it again
 */
export const createReceive =
  ({ clock, log, connections, keep, observe }: ReceiveParts) =>
  async (connection: OpenConnection, request: HookRequest): Promise<HookAnswer> => {
    const { id } = connection;
    const now = clock.now();
    const received = await read(connection, { ...request, now }).catch((error) => {
      const told = error instanceof Problem && error.status < 500;
      observe({ connection: id, outcome: 'unreadable' });
      log.error(
        { connection: id, connector: connection.connector.id, error: kindOf(error) },
        'a connector failed to read a delivery',
      );
      throw told ? error : problem('CHL_DELIVERY_UNREADABLE');
    });
    if ('refused' in received) {
      observe({ connection: id, outcome: 'refused' });
      log.warn({ connection: id, reason: errorText(received.refused) }, 'a delivery was refused');
      throw problem('CHL_DELIVERY_REFUSED');
    }
    if ('deliveries' in received && received.deliveries.length > 0) {
      const fresh = await keep(
        received.deliveries.map(({ key, topic, body = request.body, headers = {} }) => ({
          connectionId: id,
          key,
          topic,
          body,
          headers,
          receivedAt: now,
        })),
      );
      observe({ connection: id, outcome: 'received', count: fresh });
      observe({ connection: id, outcome: 'repeated', count: received.deliveries.length - fresh });
      connections.heard(id, now);
    }
    return received.answer ?? { status: 200 };
  };

/** Asks with the args in force, then with those of before: while a secret is rotated the sender may still use the old one. */
async function read(
  { connector, args }: OpenConnection,
  request: HookRequest & { now: Date },
): Promise<Received> {
  let refusal: Received | undefined;
  let failure: { error: unknown } | undefined;
  for (const tried of args) {
    try {
      const received = await connector.receive!({ ...request, args: tried });
      if (!('refused' in received)) return received;
      refusal ??= received;
    } catch (error) {
      failure ??= { error };
    }
  }
  // Where it failed with one of them nobody knows whether it would have been refused.
  if (failure) throw failure.error;
  return refusal!;
}

/** What kind of error it was, and where. Its message may quote what was sent: a parser's does. */
function kindOf(error: unknown): string {
  if (error instanceof Problem) return error.code;
  if (!(error instanceof Error)) return typeof error;
  const place = /^\s+at .*$/m.exec(error.stack ?? '')?.[0] ?? '';
  return `${error.name}${place && ` ${place.trim()}`}`;
}
