import type { Clock } from '../../clock.ts';
import { byteaArray } from '../../data/binary-array.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { holdOffErasures } from '../../privacy/erase/gate.ts';
import type { PulledFates, WritePulled } from '../connections.ts';
import type { PulledDelivery } from '../connector.ts';
import { type HandleParts, handleDeliveries, type Outcome } from './handle.ts';
import { keyHash, storable } from './new-delivery.ts';
import type { Observe } from './observe.ts';
import { linkProfiles } from './settle.ts';

export interface PulledParts extends HandleParts {
  clock: Clock;
  observe: Observe;
}

/** Only what is faulty is kept; a delivery that was quarantined is done once a later pull brings it without fault. */
export const createWritePulled =
  (parts: PulledParts): WritePulled =>
  async (connection, pulled, { live }) => {
    const fates: PulledFates = { done: 0, ignored: 0, quarantined: 0 };
    if (pulled.length === 0) return fates;
    const { db, clock, observe } = parts;
    const receivedAt = clock.now();
    await db.query(holdOffErasures);
    const deliveries = pulled.map((one) => ({
      ...one,
      body: bytesOf(one.body),
      headers: {},
      receivedAt,
      live,
    }));
    const outcomes = await handleDeliveries(parts, connection, deliveries);
    for (const { state } of outcomes) fates[state]++;

    const kept = deliveries.map((delivery, index) => ({
      ...delivery,
      hash: keyHash(delivery),
      outcome: outcomes[index]!,
    }));
    const faulty = kept.filter(isFaulty);
    await quarantine(parts, connection.id, faulty, receivedAt);
    await db.query(
      `update chaland.delivery set state = 'done', code = null, problem = null, body = null, headers = '{}', changed_at = $3
       where connection_id = $1 and key_hash = any($2::bytea[]) and state = 'quarantined'`,
      [connection.id, byteaArray(kept.filter((one) => !isFaulty(one)).map(({ hash }) => hash)), receivedAt],
    );
    db.afterCommit(() => {
      for (const outcome of ['done', 'ignored', 'quarantined'] as const) {
        observe({ connection: connection.id, outcome, count: fates[outcome] });
      }
    });
    return fates;
  };

type Quarantined = Extract<Outcome, { state: 'quarantined' }>;
interface Kept extends Omit<PulledDelivery, 'body'> {
  body: Buffer;
  live: boolean;
  hash: string;
}
const isFaulty = <One extends { outcome: Outcome }>(one: One): one is One & { outcome: Quarantined } =>
  one.outcome.state === 'quarantined';

/** What somebody discarded stays discarded. */
async function quarantine(
  { db }: PulledParts,
  connectionId: string,
  faulty: readonly (Kept & { outcome: Quarantined })[],
  now: Date,
): Promise<void> {
  // The last one with a key is what the other side says now.
  for (const one of new Map(faulty.map((delivery) => [delivery.hash, delivery])).values()) {
    const { key, topic, body, live, hash, outcome } = one;
    const problem = JSON.stringify(outcome.problem).replaceAll('\\u0000', '');
    const [row] = await db.query<{ id: string }>(
      `insert into chaland.delivery as d (id, connection_id, key_hash, key, topic, headers, body, size, live, received_at,
         state, changed_at, tries, code, problem)
       values ($1, $2, $3, $4, $5, '{}', $6, octet_length($6::bytea), $7, $8, 'quarantined', $8, 1,
         $9::jsonb ->> 'code', $9::jsonb)
       on conflict (connection_id, key_hash) do update set
         topic = excluded.topic, headers = '{}', body = excluded.body, size = excluded.size, state = 'quarantined',
         changed_at = excluded.changed_at, tries = d.tries + 1, code = excluded.code, problem = excluded.problem,
         reason = null
       where d.state <> 'discarded' and d.key is not null
       returning id`,
      [
        uuidv7(now.getTime()),
        connectionId,
        Buffer.from(hash, 'latin1'),
        storable(key),
        storable(topic),
        body,
        live,
        now,
        problem,
      ],
    );
    if (row)
      await linkProfiles(
        db,
        outcome.profiles.map((profile) => ({ id: row.id, profile })),
      );
  }
}

const bytesOf = (body: PulledDelivery['body']): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
