import type { Database } from '../../data/database.ts';
import type { Delivery } from '../delivery.ts';

/** A delivery that this unit of work alone may bring to its end. */
export interface Queued extends Delivery {
  id: string;
  live: boolean;
}

/**
 * The connections that have deliveries waiting, whose is the oldest first. It goes from one connection to the next by the
 * index, however many deliveries each has.
 */
export async function waitingConnections(db: Database): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `with recursive known as (
       (select connection_id from chaland.delivery order by connection_id limit 1)
       union all
       select (select d.connection_id from chaland.delivery d where d.connection_id > known.connection_id
               order by d.connection_id limit 1)
       from known where known.connection_id is not null
     )
     select connection_id as id from known, lateral (
       select id as first from chaland.delivery d
       where d.connection_id = known.connection_id and d.state = 'queued' order by id limit 1
     ) oldest
     order by first`,
    [],
    { name: 'chaland.waiting-connections' },
  );
  return rows.map(({ id }) => id);
}

/**
 * The connection's oldest deliveries that nobody else is at, until this unit of work ends.
 * @param bytes of their bodies at most; one is taken in any case
 */
export async function takeQueued(
  db: Database,
  connectionId: string,
  { most, bytes }: { most: number; bytes: number },
): Promise<Queued[]> {
  const rows = await db.query<Queued & { body: Uint8Array }>(
    `with free as materialized (
       select id, size from chaland.delivery where connection_id = $1 and state = 'queued'
       order by id limit $2 for update skip locked
     ), fitting as (
       select id, sum(size) over (order by id) - size as before from free
     )
     select d.id, coalesce(d.key, '') as key, d.topic, d.headers, d.body, d.live, d.received_at as "receivedAt"
     from fitting f join chaland.delivery d on d.id = f.id
     where f.before < $3
     order by d.id`,
    [connectionId, most, bytes],
    { name: 'chaland.take-deliveries' },
  );
  return rows.map((row) => ({ ...row, body: asBuffer(row.body) }));
}

/** PGlite gives plain bytes. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
