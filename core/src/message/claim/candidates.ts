import type { DeploymentLocale } from '../../context.ts';
import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { SendCandidate } from '../send-rule.ts';
import { zoneOf } from './zone.ts';

/** A message in the claim's hands: its row is locked, after all that decides on it. */
export interface Held extends SendCandidate {
  profileId: string;
  content: Record<string, unknown>;
  expiresAt: Date;
  /** BCP 47 */
  language: string;
}

interface Row {
  messageId: string;
  profileId: string;
  channel: string;
  purpose: string;
  marketing: boolean | null;
  brand: string | null;
  kind: string;
  value: string;
  content: Record<string, unknown>;
  expiresAt: Date;
}

interface Person {
  id: string;
  country: string | null;
  addressCountry: string | null;
  postalCode: string | null;
  language: string | null;
}

/**
 * Locks those of the messages that are still to be sent, and says all that rules go by, in the order given.
 * @param customerOf by profile, as `lockScope` told it
 */
export async function hold(
  db: Database,
  messages: readonly { profileId: string; id: string }[],
  customerOf: ReadonlyMap<string, string>,
  { at, locale }: { at: Date; locale: DeploymentLocale },
): Promise<Held[]> {
  const rows = await db.query<Row>(
    `select m.id as "messageId", m.profile_id as "profileId", m.channel, m.purpose, p.marketing, m.brand,
       m.contact_kind as kind, m.contact_value as value, m.content, m.expires_at as "expiresAt"
     from chaland.message m left join chaland.purpose p on p.code = m.purpose
     where (m.profile_id, m.id) in (select * from unnest($1::uuid[], $2::uuid[])) and m.state = 'requested'
     order by m.profile_id, m.id
     for update of m`,
    [uuidArray(messages.map(({ profileId }) => profileId)), uuidArray(messages.map(({ id }) => id))],
    { name: 'chaland.hold-messages' },
  );
  const people = await peopleOf(db, new Set(customerOf.values()));
  const place = new Map(messages.map(({ id }, index) => [id, index]));
  return rows
    .filter(({ profileId }) => customerOf.has(profileId))
    .sort((a, b) => place.get(a.messageId)! - place.get(b.messageId)!)
    .map(({ kind, value, marketing, ...row }) => {
      const customerId = customerOf.get(row.profileId)!;
      const person = people.get(customerId);
      const country = person?.addressCountry ?? person?.country ?? locale.country;
      return {
        ...row,
        customerId,
        // A purpose that is gone is refused by consent; until then it is the stricter of the two.
        marketing: marketing ?? true,
        contactPoint: { kind, value },
        at,
        country,
        timeZone: zoneOf(country, locale),
        postalCode: person?.postalCode ?? null,
        language: person?.language ?? locale.language,
      };
    });
}

async function peopleOf(db: Database, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Person>> {
  const rows = await db.query<Person>(
    `select id, attributes->>'country' as country, attributes->'address'->>'country' as "addressCountry",
       attributes->'address'->>'postalCode' as "postalCode", attributes->>'language' as language
     from chaland.customer where id = any($1::uuid[])`,
    [uuidArray([...ids])],
    { name: 'chaland.message-people' },
  );
  return new Map(rows.map((row) => [row.id, row]));
}
