import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { Text } from '../../text.ts';
import { type DeliveryState, deliveryStates } from '../delivery.ts';
import { asBuffer } from './queue.ts';

/** A delivery as lists show it, without what it says. */
export interface DeliveryView {
  id: string;
  connection: string;
  /** The other side's id; null once a person whom it told of was erased. */
  key: string | null;
  topic: string;
  state: DeliveryState;
  /** Why it is quarantined. */
  problem: Record<string, unknown> | null;
  /** Why it is ignored. */
  reason: Text | null;
  /** Bytes that came. */
  size: number;
  /** Whether what came is still kept. */
  kept: boolean;
  live: boolean;
  tries: number;
  receivedAt: Date;
  changedAt: Date;
}

export interface DeliveryFilter {
  connection?: string | undefined;
  state?: DeliveryState | undefined;
  topic?: string | undefined;
  /** Of the problem. */
  code?: string | undefined;
}

const columns = `id, connection_id as connection, key, topic, state, problem, reason, size, body is not null as kept, live,
  tries, received_at as "receivedAt", changed_at as "changedAt"`;

/** Deliveries, the last received first; one more than the limit where there are more. */
export function listDeliveries(
  db: Database,
  { connection, state, topic, code }: DeliveryFilter,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<DeliveryView[]> {
  const also = `and ($1::uuid is null or id < $1) and ($2::text is null or topic = $2) and ($3::text is null or code = $3)`;
  const values = [before ?? null, topic ?? null, code ?? null, limit + 1];
  if (connection === undefined) {
    return db.query<DeliveryView>(
      `select ${columns} from chaland.delivery where ${state ? `state = '${state}'` : 'true'} ${also}
       order by id desc limit $4`,
      values,
    );
  }
  // State by state, since each has its place in the index: a connection that is seldom used is found as fast.
  const perState = (state ? [state] : deliveryStates).map(
    (one) => `(select ${columns} from chaland.delivery where connection_id = $5 and state = '${one}' ${also}
      order by id desc limit $4)`,
  );
  return db.query<DeliveryView>(
    `select * from (${perState.join(' union all ')}) of_all order by id desc limit $4`,
    [...values, connection],
  );
}

/** What came, as it came. */
export interface DeliveryContent {
  body: Buffer;
  headers: Record<string, string>;
}

/** A delivery with what it says, where that is still kept. */
export async function readDelivery(
  db: Database,
  id: string,
): Promise<(DeliveryView & { content: DeliveryContent | null }) | undefined> {
  const [row] = await db.query<DeliveryView & { body: Uint8Array | null; headers: Record<string, string> }>(
    `select ${columns}, body, headers from chaland.delivery where id = $1`,
    [id],
  );
  if (!row) return undefined;
  const { body, headers, ...view } = row;
  return { ...view, content: body && { body: asBuffer(body), headers } };
}

/** How many deliveries of a connection are in which state. */
export type DeliveryCounts = Record<DeliveryState, number> & {
  connection: string;
  oldestQueuedAt: Date | null;
  lastReceivedAt: Date | null;
};

/** By connection, from an index alone; those that have none are left out. */
export function countDeliveries(db: Database, connections?: readonly string[]): Promise<DeliveryCounts[]> {
  return db.query<DeliveryCounts>(
    `with counted as (
       select connection_id, state, count(*)::int as n, min(id::text) as first, max(id::text) as last
       from chaland.delivery where $1::uuid[] is null or connection_id = any($1) group by connection_id, state
     ), together as (
       select connection_id as connection,
         ${deliveryStates.map((state) => `coalesce(sum(n) filter (where state = '${state}'), 0)::int as ${state}`).join(', ')},
         min(first) filter (where state = 'queued') as first, max(last) as last
       from counted group by connection_id
     )
     select connection, ${deliveryStates.join(', ')},
       (select received_at from chaland.delivery where id = first::uuid) as "oldestQueuedAt",
       (select received_at from chaland.delivery where id = last::uuid) as "lastReceivedAt"
     from together order by connection`,
    [connections ? uuidArray(connections) : null],
  );
}

/** How many wait, how many are quarantined, and since when the oldest waits: from a small index. */
export interface OpenDeliveries {
  connection: string;
  queued: number;
  quarantined: number;
  oldestQueuedAt: Date | null;
}

export const openDeliveries = (db: Database): Promise<OpenDeliveries[]> =>
  db.query<OpenDeliveries>(
    `select connection_id as connection,
       count(*) filter (where state = 'queued')::int as queued,
       count(*) filter (where state = 'quarantined')::int as quarantined,
       min(received_at) filter (where state = 'queued') as "oldestQueuedAt"
     from chaland.delivery where state in ('queued', 'quarantined') group by connection_id order by connection_id`,
  );
