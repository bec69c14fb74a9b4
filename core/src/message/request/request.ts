import type { Clock } from '../../clock.ts';
import type { Consents } from '../../consent/consents.ts';
import type { Customers } from '../../customer/customers.ts';
import type { Database } from '../../data/database.ts';
import { uuidv7 } from '../../data/uuid.ts';
import type { KnownChannel } from '../channels.ts';
import type { MessageRequest, RequestFate } from '../message.ts';
import { addresses } from './address.ts';
import { type Checked, checkRequests } from './check.ts';
import { reasonToBe } from './reason-to-be.ts';
import { knownMessages, type NewMessage, writeMessages } from './write.ts';

export interface RequestParts {
  db: Database;
  clock: Clock;
  customers: Pick<Customers, 'ofProfiles'>;
  consents: Consents;
  channels: ReadonlyMap<string, KnownChannel>;
}

/**
 * Keeps what a plugin wants to send, each once by its key, as part of the unit of work that asks for it.
 * @returns the fate of each, in the order given
 */
export function requestMessages(
  { db, clock, customers, consents, channels }: RequestParts,
  plugin: string,
  inputs: readonly MessageRequest[],
): Promise<RequestFate[]> {
  return db.transaction(async () => {
    const now = clock.now();
    const checked = await checkRequests(db, channels, inputs);
    const fates = new Map<number, RequestFate>();

    // What came before is told as it is, whatever has changed since.
    const before = await knownMessages(
      db,
      plugin,
      inputs.map(({ key }) => key),
    );
    const open: (Checked & { dueAt: Date; expiresAt: Date })[] = [];
    for (const request of checked) {
      const known = before.get(request.input.key);
      const reason = reasonToBe(request.input, now);
      if (known) fates.set(request.at, { fate: 'known', ...known });
      else if ('code' in reason) fates.set(request.at, { fate: 'refused', ...reason });
      else open.push({ ...request, ...reason });
    }

    const found = await addresses({ db, customers, consents }, open);
    const messages = open.flatMap(
      ({ input, at, content, dueAt, expiresAt }, index): (NewMessage & { at: number })[] => {
        const address = found[index]!;
        if ('code' in address) {
          fates.set(at, { fate: 'refused', ...address });
          return [];
        }
        const { profileId, kind, value } = address.to;
        const { key, moment, channel, purpose, brand = null } = input;
        return [
          {
            at,
            id: uuidv7(now.getTime()),
            key,
            profileId,
            momentId: moment?.id ?? null,
            channel,
            purpose,
            brand,
            contactKind: kind,
            contactValue: value,
            content,
            dueAt,
            expiresAt,
          },
        ];
      },
    );

    // Held until the commit, so that nothing is kept for somebody who is being erased.
    const held = await customers.ofProfiles(messages.map(({ profileId }) => profileId));
    const kept = firstOfEach(messages.filter(({ profileId }) => held.has(profileId)));
    const fresh = await writeMessages(db, plugin, kept, now);
    const freshIds = new Set(kept.flatMap(({ id, key }) => (fresh.has(key) ? id : [])));
    const others = messages.filter(({ id, profileId }) => held.has(profileId) && !freshIds.has(id));
    // Of another transaction that was faster, or further up in the same call.
    const known = await knownMessages(
      db,
      plugin,
      others.map(({ key }) => key),
    );
    for (const { at, id, key, profileId } of messages) {
      const rival = known.get(key);
      if (freshIds.has(id)) fates.set(at, { fate: 'requested', id, state: 'requested' });
      else if (held.has(profileId) && rival) fates.set(at, { fate: 'known', ...rival });
      else fates.set(at, { fate: 'refused', code: 'no-customer' });
    }
    return inputs.map((_, at) => fates.get(at)!);
  });
}

function firstOfEach<T extends { key: string }>(messages: readonly T[]): T[] {
  const firsts = new Map<string, T>();
  for (const message of messages) if (!firsts.has(message.key)) firsts.set(message.key, message);
  return [...firsts.values()];
}
