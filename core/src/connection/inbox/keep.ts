import { byteaArray, bytesArray, textArray, timestamptzArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { inGroups } from '../../data/in-groups.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { keyHash, type NewDelivery, storable, storableHeaders } from './new-delivery.ts';

/** Deliveries and bytes at most in one statement. */
const most = { deliveries: 1_000, bytes: 16 * 1024 * 1024 };

/** Keeps deliveries, each once. @returns how many are new, once that is committed */
export type Keep = (deliveries: readonly NewDelivery[]) => Promise<number>;

/** Requests that come at the same time share a commit, so that many together are answered as fast as one. */
export function createKeep(db: Database): Keep {
  return inGroups(async (group: readonly (readonly NewDelivery[])[]) => {
    const fresh = new Set<string>();
    const asked = group.map((deliveries) => deliveries.map(identified));
    // In one order everywhere: two processes that keep the same ones would wait for each other in a circle.
    const sorted = asked.flat().sort((a, b) => (a.place < b.place ? -1 : 1));
    for (const part of parts(sorted)) {
      for (const id of await db.transaction(() => insert(db, part))) fresh.add(id);
    }
    return asked.map((deliveries) => deliveries.filter(({ id }) => fresh.has(id)).length);
  });
}

type Identified = NewDelivery & { id: string; hash: string; place: string };

function identified(delivery: NewDelivery): Identified {
  const hash = keyHash(delivery);
  const id = uuidv7(delivery.receivedAt.getTime());
  return { ...delivery, id, hash, place: `${delivery.connectionId} ${hash}` };
}

function* parts(deliveries: readonly Identified[]): Generator<Identified[]> {
  let part: Identified[] = [];
  let bytes = 0;
  for (const delivery of deliveries) {
    if (part.length === most.deliveries || (part.length > 0 && bytes + delivery.body.length > most.bytes)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(delivery);
    bytes += delivery.body.length;
  }
  if (part.length > 0) yield part;
}

async function insert(db: Database, deliveries: readonly Identified[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `insert into chaland.delivery (id, connection_id, key_hash, key, topic, headers, body, size, live, received_at,
       state, changed_at)
     select id, connection_id, key_hash, key, topic, headers::jsonb, body, octet_length(body), true, received_at,
       'queued', received_at
     from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::bytea[],
       $8::timestamptz[]) as d (id, connection_id, key_hash, key, topic, headers, body, received_at)
     on conflict (connection_id, key_hash) do nothing
     returning id`,
    [
      uuidArray(deliveries.map(({ id }) => id)),
      uuidArray(deliveries.map(({ connectionId }) => connectionId)),
      byteaArray(deliveries.map(({ hash }) => hash)),
      textArray(deliveries.map(({ key }) => storable(key))),
      textArray(deliveries.map(({ topic }) => storable(topic))),
      textArray(deliveries.map(({ headers }) => storableHeaders(headers))),
      bytesArray(deliveries.map(({ body }) => body)),
      timestamptzArray(deliveries.map(({ receivedAt }) => receivedAt.getTime())),
    ],
    { name: 'chaland.keep-deliveries' },
  );
  return rows.map(({ id }) => id);
}
