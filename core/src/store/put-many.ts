import type { DeploymentLocale } from '../context.ts';
import { boolArray, textArray, uuidArray } from '../data/binary-array.ts';
import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';
import { type Problem, problem } from '../http/problem.ts';
import { placeFaults } from './place-checks.ts';
import type { StaffMember, Store, StoreInput } from './stores.ts';

/** What became of one that was put. */
export type PutFate<Row> = { fate: 'created' | 'changed' | 'unchanged'; row: Row } | { problem: Problem };

type StaffInput = { code: string; name: string; store?: string | null };

/** Of one code several times, what the later ones say goes over the earlier ones. */
function folded<Input extends { code: string }>(items: readonly Input[]): Map<string, Input> {
  const byCode = new Map<string, Input>();
  for (const item of items) byCode.set(item.code, { ...byCode.get(item.code), ...item });
  return byCode;
}

/** Ids by code. */
async function idsOf(
  db: Database,
  table: 'brand' | 'store',
  codes: Iterable<string | null | undefined>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(codes)].filter((code) => typeof code === 'string');
  if (wanted.length === 0) return new Map();
  const rows = await db.query<{ id: string; code: string }>(
    `select id, code from chaland.${table} where code = any($1::text[])`,
    [textArray(wanted)],
  );
  return new Map(rows.map(({ id, code }) => [code, id]));
}

/** The id of what is named; null where it is named to be none, or not named at all. */
function found(
  what: 'brand' | 'store',
  code: string | null | undefined,
  ids: ReadonlyMap<string, string>,
): { id: string | null } | { problem: Problem } {
  if (code === null || code === undefined) return { id: null };
  const id = ids.get(code);
  if (id) return { id };
  const details = { detail: `no ${what} has the code "${code}"`, pointer: `/${what}` };
  return { problem: problem(what === 'brand' ? 'CHL_BRAND_UNKNOWN' : 'CHL_STORE_UNKNOWN', details) };
}

interface Written<Row> {
  created: readonly Row[];
  changed: readonly Row[];
}

/** The fates in the order given: of one code several times, each time the same. */
async function fatesOf<Input extends { code: string }, Row extends { code: string }>(
  items: readonly Input[],
  problems: ReadonlyMap<string, Problem>,
  { created, changed }: Written<Row>,
  read: (codes: string[]) => Promise<Row[]>,
): Promise<PutFate<Row>[]> {
  const fates = new Map<string, PutFate<Row>>();
  for (const [code, fault] of problems) fates.set(code, { problem: fault });
  for (const row of created) fates.set(row.code, { fate: 'created', row });
  for (const row of changed) fates.set(row.code, { fate: 'changed', row });
  const others = [...new Set(items.map(({ code }) => code))].filter((code) => !fates.has(code));
  if (others.length > 0) {
    for (const row of await read(others)) fates.set(row.code, { fate: 'unchanged', row });
  }
  return items.map(({ code }) => fates.get(code)!);
}

/**
 * Creates stores, or changes those that have the codes, each judged by itself: a handful of statements for up to 1,000.
 * What isn't given of a new one is the deployment's; of another it stays.
 */
export const putStores = (
  db: Database,
  locale: DeploymentLocale,
  select: string,
  items: readonly StoreInput[],
): Promise<PutFate<Store>[]> =>
  db.transaction(async () => {
    const inputs = [...folded(items).values()];
    const brands = await idsOf(
      db,
      'brand',
      inputs.map(({ brand }) => brand),
    );
    const problems = new Map<string, Problem>();
    const rows = inputs.flatMap((input) => {
      const [fault, ...others] = placeFaults(input);
      const brand = found('brand', input.brand, brands);
      const { code } = input;
      if (fault) {
        const { message: detail, pointer } = fault;
        problems.set(code, problem('CHL_INPUT_INVALID', { detail, pointer, errors: [fault, ...others] }));
      } else if ('problem' in brand) problems.set(code, brand.problem);
      else return [{ ...input, brandId: brand.id }];
      return [];
    });
    const asked = [
      uuidArray(rows.map(() => uuidv7())),
      textArray(rows.map(({ code }) => code)),
      textArray(rows.map(({ name }) => name)),
      uuidArray(rows.map(({ brandId }) => brandId)),
      boolArray(rows.map(({ brand }) => brand !== undefined)),
      textArray(rows.map(({ country }) => country ?? null)),
      textArray(rows.map(({ timeZone }) => timeZone ?? null)),
      textArray(rows.map(({ currency }) => currency ?? null)),
    ];
    const from = `from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bool[], $6::text[], $7::text[], $8::text[])
      as t (id, code, name, brand_id, says_brand, country, time_zone, currency)`;
    const written = await write<Store>(
      db,
      `insert into chaland.store (id, code, name, brand_id, country, time_zone, currency)
       select id, code, name, brand_id, coalesce(country, $9), coalesce(time_zone, $10), coalesce(currency, $11)
       ${from} order by code on conflict (code) do nothing returning code`,
      [...asked, locale.country, locale.timeZone, locale.currency],
      `update chaland.store s set
         name = t.name, brand_id = case when t.says_brand then t.brand_id else s.brand_id end,
         country = coalesce(t.country, s.country), time_zone = coalesce(t.time_zone, s.time_zone),
         currency = coalesce(t.currency, s.currency), version = s.version + 1
       ${from}
       where s.code = t.code and (s.name <> t.name or t.says_brand and s.brand_id is distinct from t.brand_id
         or s.country <> t.country or s.time_zone <> t.time_zone or s.currency <> t.currency)
       returning s.code`,
      asked,
      read<Store>(db, select, 's'),
    );
    return fatesOf(items, problems, written, read<Store>(db, select, 's'));
  });

/** As {@link putStores}, of members of staff. */
export const putStaffMembers = (
  db: Database,
  select: string,
  items: readonly StaffInput[],
): Promise<PutFate<StaffMember>[]> =>
  db.transaction(async () => {
    const inputs = [...folded(items).values()];
    const stores = await idsOf(
      db,
      'store',
      inputs.map(({ store }) => store),
    );
    const problems = new Map<string, Problem>();
    const rows = inputs.flatMap((input) => {
      const store = found('store', input.store, stores);
      if (!('problem' in store)) return [{ ...input, storeId: store.id }];
      problems.set(input.code, store.problem);
      return [];
    });
    const asked = [
      uuidArray(rows.map(() => uuidv7())),
      textArray(rows.map(({ code }) => code)),
      textArray(rows.map(({ name }) => name)),
      uuidArray(rows.map(({ storeId }) => storeId)),
      boolArray(rows.map(({ store }) => store !== undefined)),
    ];
    const from = `from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bool[])
      as t (id, code, name, store_id, says_store)`;
    const written = await write<StaffMember>(
      db,
      `insert into chaland.staff (id, code, name, store_id)
       select id, code, name, store_id ${from} order by code on conflict (code) do nothing returning code`,
      asked,
      `update chaland.staff p set
         name = t.name, store_id = case when t.says_store then t.store_id else p.store_id end, version = p.version + 1
       ${from}
       where p.code = t.code and (p.name <> t.name or t.says_store and p.store_id is distinct from t.store_id)
       returning p.code`,
      asked,
      read<StaffMember>(db, select, 'p'),
    );
    return fatesOf(items, problems, written, read<StaffMember>(db, select, 'p'));
  });

const read =
  <Row>(db: Database, select: string, alias: string) =>
  (codes: string[]): Promise<Row[]> =>
    db.query<Row>(`${select} where ${alias}.code = any($1::text[])`, [textArray(codes)]);

/** First those that are new, then, in a statement that sees what others created meanwhile, those that differ. */
async function write<Row>(
  db: Database,
  insert: string,
  inserted: readonly unknown[],
  update: string,
  updated: readonly unknown[],
  rowsOf: (codes: string[]) => Promise<Row[]>,
): Promise<Written<Row>> {
  const created = await db.query<{ code: string }>(insert, inserted);
  const changed = await db.query<{ code: string }>(update, updated);
  const codesOf = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);
  return {
    created: created.length > 0 ? await rowsOf(codesOf(created)) : [],
    changed: changed.length > 0 ? await rowsOf(codesOf(changed)) : [],
  };
}
