import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';
import { problem } from '../http/problem.ts';
import type { Handed } from './escalation.ts';
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
  grants: readonly KeyGrant[];
}

/** A role, held everywhere, in a brand or in a store. */
export interface KeyGrant {
  /** Code of the role. */
  role: string;
  /** Code of the brand. */
  brand?: string | null;
  /** Code of the store. */
  store?: string | null;
}

export interface NewKey {
  name: string;
  grants: readonly KeyGrant[];
  expiresAt?: Date | null;
}

/** The one read that verifies a key: who it is, and what it may where. */
const readKey = `
  select k.id, k.name, k.expires_at, coalesce(jsonb_agg(jsonb_build_object(
      'role', r.code, 'permissions', r.permissions, 'brand', g.brand_id, 'store', g.store_id,
      'stores', case
        when g.store_id is not null then jsonb_build_array(g.store_id)
        when g.brand_id is not null then
          (select coalesce(jsonb_agg(s.id), '[]') from chaland.store s where s.brand_id = g.brand_id)
        else '[]' end
    )) filter (where r.id is not null), '[]') as grants
  from chaland.api_key k
  left join chaland.api_key_grant g on g.key_id = k.id
  left join chaland.role r on r.id = g.role_id
  where k.hash = decode($1, 'hex') and k.revoked_at is null
  group by k.id`;

const list = `
  select k.id, k.name, k.hint, k.created_at as "createdAt", k.expires_at as "expiresAt",
    k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt",
    coalesce(jsonb_agg(jsonb_build_object('role', r.code, 'brand', b.code, 'store', s.code)
      order by r.code, b.code, s.code) filter (where r.id is not null), '[]') as grants
  from chaland.api_key k
  left join chaland.api_key_grant g on g.key_id = k.id
  left join chaland.role r on r.id = g.role_id
  left join chaland.brand b on b.id = g.brand_id
  left join chaland.store s on s.id = g.store_id`;

/** API keys in the database. */
export function createApiKeys({ db, clock }: { db: Database; clock: Clock }) {
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
        await insertGrants(db, id, grants);
        return { id, key };
      });
    },

    /** What a key was given, as it is compared with what its maker may. */
    async handed(id: string): Promise<Handed[]> {
      const rows = await db.query<{
        role: string;
        permissions: string[];
        brand_id: string | null;
        store_id: string | null;
      }>(
        `select r.code as role, r.permissions, g.brand_id, g.store_id
         from chaland.api_key_grant g join chaland.role r on r.id = g.role_id where g.key_id = $1`,
        [id],
      );
      return rows.map(({ role, permissions, brand_id, store_id }) => ({
        role,
        permissions,
        place: { brandId: brand_id, storeId: store_id },
      }));
    },

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

async function insertGrants(db: Database, key: string, grants: readonly KeyGrant[]): Promise<void> {
  if (grants.length === 0) {
    throw problem('CHL_INPUT_INVALID', { detail: 'a key needs at least one grant', pointer: '/grants' });
  }
  const found = await db.query<{ role: string | null; brand: string | null; store: string | null }>(
    `select r.id as role, b.id as brand, s.id as store
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality wanted (role, brand, store, n)
     left join chaland.role r on r.code = wanted.role
     left join chaland.brand b on b.code = wanted.brand
     left join chaland.store s on s.code = wanted.store
     order by n`,
    [
      grants.map(({ role }) => role),
      grants.map(({ brand }) => brand ?? null),
      grants.map(({ store }) => store ?? null),
    ],
  );
  const errors = grants.flatMap(({ role, brand, store }, index) => [
    ...(found[index]?.role
      ? []
      : [{ pointer: `/grants/${index}/role`, message: `no role has the code "${role}"` }]),
    ...(brand && !found[index]?.brand
      ? [{ pointer: `/grants/${index}/brand`, message: `no brand has the code "${brand}"` }]
      : []),
    ...(store && !found[index]?.store
      ? [{ pointer: `/grants/${index}/store`, message: `no store has the code "${store}"` }]
      : []),
    ...(brand && store
      ? [{ pointer: `/grants/${index}`, message: 'names a brand or a store, not both' }]
      : []),
  ]);
  const [first] = errors;
  if (first) {
    throw problem('CHL_INPUT_INVALID', { detail: first.message, pointer: first.pointer, errors });
  }
  await db.query(
    `insert into chaland.api_key_grant (key_id, role_id, brand_id, store_id)
     select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[])`,
    [key, found.map(({ role }) => role), found.map(({ brand }) => brand), found.map(({ store }) => store)],
  );
}
