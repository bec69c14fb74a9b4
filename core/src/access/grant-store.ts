import type { Database } from '../data/database.ts';
import { problem } from '../http/problem.ts';
import type { Handed } from './escalation.ts';

/** A role, held everywhere, in a brand or in a store. */
export interface GivenGrant {
  /** Code of the role. */
  role: string;
  /** Code of the brand. */
  brand?: string | null;
  /** Code of the store. */
  store?: string | null;
}

/** Whose grants: the table, and its column of who holds them. */
export interface GrantTable {
  table: 'chaland.api_key_grant' | 'chaland.user_grant';
  holder: 'key_id' | 'user_id';
}

/** The grants `g` of their roles `r` as `principalOf` takes them; to be grouped by the holder. */
export const grantsToJudge = `coalesce(jsonb_agg(jsonb_build_object(
      'role', r.code, 'permissions', r.permissions, 'brand', g.brand_id, 'store', g.store_id,
      'stores', case
        when g.store_id is not null then jsonb_build_array(g.store_id)
        when g.brand_id is not null then
          (select coalesce(jsonb_agg(s.id), '[]') from chaland.store s where s.brand_id = g.brand_id)
        else '[]' end
    )) filter (where r.id is not null), '[]')`;

/** The grants `g` by the codes of their roles `r`, brands `b` and stores `s`, as they are told. */
export const grantsToTell = `coalesce(jsonb_agg(jsonb_build_object('role', r.code, 'brand', b.code, 'store', s.code)
      order by r.code, b.code, s.code) filter (where r.id is not null), '[]')`;

/** Grants in the database, the same for keys and users. */
export function createGrantStore(db: Database, { table, holder }: GrantTable) {
  return {
    /** @throws CHL_INPUT_INVALID naming each role, brand and store that doesn't exist */
    async insert(id: string, grants: readonly GivenGrant[]): Promise<void> {
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
        `insert into ${table} (${holder}, role_id, brand_id, store_id)
         select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[])`,
        [id, found.map(({ role }) => role), found.map(({ brand }) => brand), found.map(({ store }) => store)],
      );
    },

    /** What somebody holds, as it is compared with what another may. */
    async handed(id: string): Promise<Handed[]> {
      const rows = await db.query<{
        role: string;
        permissions: string[];
        brand_id: string | null;
        store_id: string | null;
      }>(
        `select r.code as role, r.permissions, g.brand_id, g.store_id
         from ${table} g join chaland.role r on r.id = g.role_id where g.${holder} = $1`,
        [id],
      );
      return rows.map(({ role, permissions, brand_id, store_id }) => ({
        role,
        permissions,
        place: { brandId: brand_id, storeId: store_id },
      }));
    },

    async remove(id: string): Promise<void> {
      await db.query(`delete from ${table} where ${holder} = $1`, [id]);
    },
  };
}
