import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';
import { problem } from '../http/problem.ts';
import { createGrantStore, type GivenGrant, grantsToJudge, grantsToTell } from './grant-store.ts';
import { type Grant, principalOf } from './grants.ts';
import type { KnownKey } from './key-cache.ts';
import { hashOfKey, hintOf, newKeyText } from './key-text.ts';

/** A key as it is listed: never the key itself. */
export interface ApiKey {
  id: string;
  name: string;
  /** Its first characters. */
  hint: string;
  createdAt: Date;
  expiresAt: Date | null;
  /** To about ten seconds. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  grants: readonly GivenGrant[];
}

export interface NewKey {
  name: string;
  grants: readonly GivenGrant[];
  expiresAt?: Date | null;
}

/** The one read that verifies a key: who it is, and what it may where. */
const readKey = `
  select k.id, k.name, k.expires_at, ${grantsToJudge} as grants
  from chaland.api_key k
  left join chaland.api_key_grant g on g.key_id = k.id
  left join chaland.role r on r.id = g.role_id
  where k.hash = decode($1, 'hex') and k.revoked_at is null
  group by k.id`;

const list = `
  select k.id, k.name, k.hint, k.created_at as "createdAt", k.expires_at as "expiresAt",
    k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt",
    ${grantsToTell} as grants
  from chaland.api_key k
  left join chaland.api_key_grant g on g.key_id = k.id
  left join chaland.role r on r.id = g.role_id
  left join chaland.brand b on b.id = g.brand_id
  left join chaland.store s on s.id = g.store_id`;

/** API keys in the database. */
export function createApiKeys({ db, clock }: { db: Database; clock: Clock }) {
  const granted = createGrantStore(db, { table: 'chaland.api_key_grant', holder: 'key_id' });

  return {
    async read(hash: string): Promise<KnownKey | undefined> {
      const [row] = await db.query<{ id: string; name: string; expires_at: Date | null; grants: Grant[] }>(
        readKey,
        [hash],
        { name: 'api-key' },
      );
      if (!row) return undefined;
      const { id, name, grants } = row;
      return { id, principal: principalOf({ kind: 'key', id, name }, grants), expiresAt: row.expires_at };
    },

    list({ after, limit }: { after?: string | undefined; limit: number }): Promise<ApiKey[]> {
      return db.query<ApiKey>(
        `${list} where $1::uuid is null or k.id > $1 group by k.id order by k.id limit $2`,
        [after ?? null, limit],
      );
    },

    async get(id: string): Promise<ApiKey> {
      const [key] = await db.query<ApiKey>(`${list} where k.id = $1 group by k.id`, [id]);
      if (!key) throw problem('CHL_NOT_FOUND', { detail: 'no key has this id' });
      return key;
    },

    /** @returns the key's text beside it: the only time that it is seen */
    create({ name, grants, expiresAt = null }: NewKey): Promise<{ id: string; key: string }> {
      return db.transaction(async () => {
        const now = clock.now();
        if (expiresAt && expiresAt <= now) {
          throw problem('CHL_INPUT_INVALID', {
            detail: 'the expiry lies in the past',
            pointer: '/expiresAt',
          });
        }
        const id = uuidv7(now.getTime());
        const key = newKeyText();
        await db.query(
          `insert into chaland.api_key (id, name, hash, hint, created_at, expires_at)
           values ($1, $2, decode($3, 'hex'), $4, $5, $6)`,
          [id, name, hashOfKey(key), hintOf(key), now, expiresAt],
        );
        if (grants.length === 0) {
          throw problem('CHL_INPUT_INVALID', {
            detail: 'a key needs at least one grant',
            pointer: '/grants',
          });
        }
        await granted.insert(id, grants);
        return { id, key };
      });
    },

    /** What a key was given, as it is compared with what its maker may. */
    handed: granted.handed,

    /** @returns false where it was revoked before */
    async revoke(id: string): Promise<boolean> {
      const rows = await db.query(
        'update chaland.api_key set revoked_at = $2 where id = $1 and revoked_at is null returning id',
        [id, clock.now()],
      );
      return rows.length > 0;
    },

    /** Notes when keys were last used, in a group. Never backwards. */
    async used(uses: ReadonlyMap<string, Date>): Promise<void> {
      await db.query(
        `update chaland.api_key k set last_used_at = u.at
         from unnest($1::uuid[], $2::timestamptz[]) u (id, at)
         where k.id = u.id and (k.last_used_at is null or k.last_used_at < u.at)`,
        [[...uses.keys()], [...uses.values()].map((at) => at.toISOString())],
      );
    },
  };
}
