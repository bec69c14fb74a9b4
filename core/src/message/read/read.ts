import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { MessageState } from '../message.ts';

/** A message as lists show it, without what it says. */
export interface MessageView {
  id: string;
  /** As they are now; null where the profile has none. */
  customer: string | null;
  profile: string;
  plugin: string;
  key: string;
  moment: string | null;
  channel: string;
  purpose: string;
  brand: string | null;
  contactPoint: { kind: string; value: string };
  state: MessageState;
  code: string | null;
  detail: string | null;
  requestedAt: Date;
  dueAt: Date;
  expiresAt: Date;
  attempts: number;
  claimedAt: Date | null;
  endedAt: Date | null;
  consent: string | null;
  providerId: string | null;
}

export interface MessageFilter {
  /** Id of a customer, also of one that was merged into another. */
  customer?: string | undefined;
  state?: MessageState | undefined;
  channel?: string | undefined;
  purpose?: string | undefined;
}

const columns = `m.id, m.profile_id as profile, m.plugin, m.key, m.moment_id as moment, m.channel, m.purpose, m.brand,
  jsonb_build_object('kind', m.contact_kind, 'value', m.contact_value) as "contactPoint",
  m.state, m.code, m.detail, m.requested_at as "requestedAt", m.due_at as "dueAt", m.expires_at as "expiresAt",
  m.attempts, m.claimed_at as "claimedAt", m.ended_at as "endedAt", m.consent_id as consent,
  m.provider_id as "providerId"`;

/** Messages, the last requested first; one more than the limit where there are more. */
export async function listMessages(
  db: Database,
  { customer, state, channel, purpose }: MessageFilter,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<MessageView[]> {
  const profiles = customer === undefined ? null : await profilesOf(db, customer);
  const rows = await db.query<Omit<MessageView, 'customer'>>(
    `select ${columns} from chaland.message m
     where ($1::uuid is null or m.id < $1)
       ${profiles ? 'and m.profile_id = any($6::uuid[])' : ''}
       ${state ? 'and m.state = $2' : 'and $2::text is null'}
       and ($3::text is null or m.channel = $3)
       and ($4::text is null or m.purpose = $4)
     order by m.id desc limit $5`,
    [
      before ?? null,
      state ?? null,
      channel ?? null,
      purpose ?? null,
      limit + 1,
      ...(profiles ? [uuidArray(profiles)] : []),
    ],
  );
  return withCustomers(db, rows);
}

/** A message with what it says. */
export async function readMessage(
  db: Database,
  id: string,
): Promise<(MessageView & { content: Record<string, unknown> }) | undefined> {
  const rows = await db.query<Omit<MessageView, 'customer'> & { content: Record<string, unknown> }>(
    `select ${columns}, m.content from chaland.message m where m.id = $1`,
    [id],
  );
  return (await withCustomers(db, rows))[0];
}

async function profilesOf(db: Database, customer: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `with now as materialized (
       select coalesce(merged_into, id) as id from chaland.customer where id = $1
     )
     select profile_id as id from chaland.customer_profile where customer_id in (select id from now)`,
    [customer],
  );
  return rows.map(({ id }) => id);
}

async function withCustomers<Row extends { profile: string }>(
  db: Database,
  rows: readonly Row[],
): Promise<(Row & { customer: string | null })[]> {
  const found = await db.query<{ id: string; customer: string }>(
    'select id, customer_id as customer from chaland.profile where id = any($1::uuid[])',
    [uuidArray([...new Set(rows.map(({ profile }) => profile))])],
  );
  const customerOf = new Map(found.map(({ id, customer }) => [id, customer]));
  return rows.map((row) => ({ ...row, customer: customerOf.get(row.profile) ?? null }));
}
