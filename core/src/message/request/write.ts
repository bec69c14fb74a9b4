import { textArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { MessageState } from '../message.ts';

/** A message as it is first kept. */
export interface NewMessage {
  id: string;
  key: string;
  profileId: string;
  momentId: string | null;
  channel: string;
  purpose: string;
  brand: string | null;
  contactKind: string;
  contactValue: string;
  content: unknown;
  dueAt: Date;
  expiresAt: Date;
}

/** What is known by a key. */
export interface KnownMessage {
  id: string;
  state: MessageState;
}

/**
 * Keeps each message under its plugin's key, in two statements.
 * @returns the keys that were new
 */
export async function writeMessages(
  db: Database,
  plugin: string,
  messages: readonly NewMessage[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set();
  const taken = await db.query<{ key: string }>(
    `insert into chaland.message_key (plugin, key, profile_id, message_id)
     select $1, key, profile_id, id
     from unnest($2::text[], $3::uuid[], $4::uuid[]) as m (key, profile_id, id)
     order by key collate "C"
     on conflict do nothing
     returning key`,
    [
      plugin,
      textArray(messages.map(({ key }) => key)),
      uuidArray(messages.map(({ profileId }) => profileId)),
      uuidArray(messages.map(({ id }) => id)),
    ],
    { name: 'chaland.message-keys' },
  );
  const fresh = new Set(taken.map(({ key }) => key));
  const rows = messages.filter(({ key }) => fresh.has(key));
  if (rows.length > 0) {
    await db.query(
      `insert into chaland.message (profile_id, id, plugin, key, moment_id, channel, purpose, brand,
         contact_kind, contact_value, content, state, requested_at, due_at, expires_at)
       select "profileId", id, $1, key, "momentId", channel, purpose, brand,
         "contactKind", "contactValue", content, 'requested', $2, "dueAt", "expiresAt"
       from jsonb_to_recordset($3::jsonb) as m ("profileId" uuid, id uuid, key text, "momentId" uuid,
         channel text, purpose text, brand text, "contactKind" text, "contactValue" text, content jsonb,
         "dueAt" timestamptz, "expiresAt" timestamptz)`,
      [plugin, now, JSON.stringify(rows)],
      { name: 'chaland.write-messages' },
    );
  }
  return fresh;
}

/** What a plugin's keys stand for. */
export async function knownMessages(
  db: Database,
  plugin: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownMessage>> {
  if (keys.length === 0) return new Map();
  const rows = await db.query<KnownMessage & { key: string }>(
    `select k.key, k.message_id as id, m.state
     from chaland.message_key k
     join chaland.message m on m.profile_id = k.profile_id and m.id = k.message_id
     where k.plugin = $1 and k.key = any($2::text[])`,
    [plugin, textArray([...new Set(keys)])],
    { name: 'chaland.known-messages' },
  );
  return new Map(rows.map(({ key, id, state }) => [key, { id, state }]));
}
