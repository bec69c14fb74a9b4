import type { DeploymentLocale } from '../context.ts';
import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';
import { problem } from '../http/problem.ts';
import { createDirectory, type DirectoryOptions } from './directory.ts';
import { checkPlace } from './place-checks.ts';
import { type PutFate, putStaffMembers, putStores } from './put-many.ts';
import type { Brand, StaffMember, Store, StoreInput, Stores } from './stores.ts';

const columns = {
  brand: 'b.id, b.code, b.name, b.version',
  store: `s.id, s.code, s.name, s.brand_id as "brandId", s.country, s.time_zone as "timeZone", s.currency, s.version`,
  staff: 'p.id, p.code, p.name, p.store_id as "storeId", p.version',
};
const selects = {
  brand: `select ${columns.brand} from chaland.brand b`,
  store: `select ${columns.store} from chaland.store s`,
  staff: `select ${columns.staff} from chaland.staff p`,
};

/** What may be given of a store when it is changed: what is left out stays. */
export type StoreChange = Partial<Omit<StoreInput, 'code'>>;
export interface StaffInput {
  code: string;
  name: string;
  store?: string | null;
}
export type StaffChange = Partial<Omit<StaffInput, 'code'>>;

/** Stores with what core's own routes need besides: pages, and changes that expect a version. */
export interface StoreRegistry extends Stores {
  /** As the database has it now: whoever edits must not see what is seconds old. */
  brandByCode(code: string, within?: Within): Promise<Brand | undefined>;
  storeByCode(code: string, within?: Within): Promise<Store | undefined>;
  staffMemberByCode(code: string): Promise<StaffMember | undefined>;
  /** In order of code, after one. Brands within stores are those that the stores are of. */
  brands(page: Page & Within): Promise<Brand[]>;
  stores(page: Page & Within): Promise<Store[]>;
  staff(page: Page & { store?: string | undefined }): Promise<StaffMember[]>;
  /** Creates, unless the code is taken. @throws CHL_CONFLICT */
  createBrand(brand: { code: string; name: string }): Promise<Brand>;
  createStore(store: StoreInput): Promise<Store>;
  createStaff(staff: StaffInput): Promise<StaffMember>;
  /** Changes what has this version; undefined where it has another one by now. */
  changeBrand(code: string, version: number, change: { name?: string }): Promise<Brand | undefined>;
  changeStore(code: string, version: number, change: StoreChange): Promise<Store | undefined>;
  changeStaff(code: string, version: number, change: StaffChange): Promise<StaffMember | undefined>;
}

export interface Page {
  after?: string | undefined;
  limit: number;
}

/** The stores that somebody is limited to, by id; absent for whoever sees all. */
export interface Within {
  within?: readonly string[] | undefined;
}

/** Brands, stores and staff: in memory for whoever records moments, and in the database for whoever edits them. */
export function createStores({
  db,
  locale,
  now,
}: {
  db: Database;
  locale: DeploymentLocale;
  now?: DirectoryOptions['now'];
}): StoreRegistry {
  const stores = createDirectory<Store>({ db, select: selects.store, table: 's', now });
  const staff = createDirectory<StaffMember>({ db, select: selects.staff, table: 'p', now });

  const storeWritten = (row: Store | undefined) => {
    if (row) stores.wrote(row);
    return row;
  };
  const staffWritten = (row: StaffMember | undefined) => {
    if (row) staff.wrote(row);
    return row;
  };

  /** A code's id; undefined where the code isn't given, null where it is null. */
  async function idOf(table: 'brand' | 'store', code: string | null | undefined) {
    if (code === undefined || code === null) return code;
    const [row] = await db.query<{ id: string }>(`select id from chaland.${table} where code = $1`, [code]);
    if (row) return row.id;
    const detail = `no ${table} has the code "${code}"`;
    if (table === 'brand') throw problem('CHL_BRAND_UNKNOWN', { detail, pointer: '/brand' });
    throw problem('CHL_STORE_UNKNOWN', { detail, pointer: '/store' });
  }

  const storeValues = async ({ code, name, brand, country, timeZone, currency }: StoreInput) => {
    checkPlace({ country, timeZone, currency });
    const brandId = await idOf('brand', brand);
    return [
      uuidv7(),
      code,
      name,
      brandId ?? null,
      country ?? locale.country,
      timeZone ?? locale.timeZone,
      currency ?? locale.currency,
    ];
  };
  const insertStore = `insert into chaland.store as s (id, code, name, brand_id, country, time_zone, currency)
    values ($1, $2, $3, $4, $5, $6, $7)`;
  const insertStaff = 'insert into chaland.staff as p (id, code, name, store_id) values ($1, $2, $3, $4)';
  const insertBrand = 'insert into chaland.brand as b (id, code, name) values ($1, $2, $3)';
  const taken = (what: string, code: string) =>
    problem('CHL_CONFLICT', {
      detail: `there is a ${what} "${code}" already`,
      pointer: '/code',
      mend: 'Change it with PATCH, or choose another code.',
    });
  const page = <T>(select: string, alias: string, { after, limit }: Page, where = 'true', value?: unknown) =>
    db.query<T>(
      `${select} where ($1::text is null or ${alias}.code > $1) and ${where} order by ${alias}.code limit $2`,
      value === undefined ? [after ?? null, limit] : [after ?? null, limit, value],
    );

  const one = async <T>(select: string, alias: string, code: string, where = 'true', value?: unknown) =>
    (
      await db.query<T>(
        `${select} where ${alias}.code = $1 and ${where}`,
        value === undefined ? [code] : [code, value],
      )
    )[0];

  /** What is of some stores, their ids being the statement's parameter of this number. */
  const isStoreOf = (parameter: string) => `s.id = any(${parameter}::uuid[])`;
  const isBrandOf = (parameter: string) =>
    `exists (select from chaland.store s where s.brand_id = b.id and ${isStoreOf(parameter)})`;

  const registry: StoreRegistry = {
    byCode: stores.byCode,
    byId: stores.byId,
    all: stores.all,
    staffByCode: staff.byCode,
    staffById: staff.byId,

    async putAll(inputs) {
      const fates = await putStores(db, locale, selects.store, inputs);
      for (const fate of fates) if ('row' in fate) stores.wrote(fate.row);
      return fates;
    },
    async putAllStaff(inputs) {
      const fates = await putStaffMembers(db, selects.staff, inputs);
      for (const fate of fates) if ('row' in fate) staff.wrote(fate.row);
      return fates;
    },
    put: async (input) => rowOf(await registry.putAll([input])),
    putStaff: async (input) => rowOf(await registry.putAllStaff([input])),
    async putBrand({ code, name }) {
      const [row] = await db.query<Brand>(
        `${insertBrand} on conflict (code) do update set
           name = excluded.name, version = b.version + (b.name <> excluded.name)::int
         returning ${columns.brand}`,
        [uuidv7(), code, name],
      );
      return row!;
    },

    brandByCode: (code, { within } = {}) =>
      one<Brand>(selects.brand, 'b', code, within && isBrandOf('$2'), within),
    storeByCode: (code, { within } = {}) =>
      one<Store>(selects.store, 's', code, within && isStoreOf('$2'), within),
    staffMemberByCode: (code) => one<StaffMember>(selects.staff, 'p', code),
    brands: ({ within, ...asked }) =>
      page<Brand>(selects.brand, 'b', asked, within && isBrandOf('$3'), within),
    stores: ({ within, ...asked }) =>
      page<Store>(selects.store, 's', asked, within && isStoreOf('$3'), within),
    async staff({ store, ...asked }) {
      const storeId = await idOf('store', store);
      return page<StaffMember>(
        selects.staff,
        'p',
        asked,
        storeId ? 'p.store_id = $3' : 'true',
        storeId ?? undefined,
      );
    },

    async createStore(input) {
      const values = await storeValues(input);
      const [row] = await db.query<Store>(
        `${insertStore} on conflict (code) do nothing returning ${columns.store}`,
        values,
      );
      if (!row) throw taken('store', input.code);
      return storeWritten(row)!;
    },
    async createStaff({ code, name, store }) {
      const [row] = await db.query<StaffMember>(
        `${insertStaff} on conflict (code) do nothing returning ${columns.staff}`,
        [uuidv7(), code, name, (await idOf('store', store)) ?? null],
      );
      if (!row) throw taken('member of staff', code);
      return staffWritten(row)!;
    },
    async createBrand({ code, name }) {
      const [row] = await db.query<Brand>(
        `${insertBrand} on conflict (code) do nothing returning ${columns.brand}`,
        [uuidv7(), code, name],
      );
      if (!row) throw taken('brand', code);
      return row;
    },

    async changeStore(code, version, { name, brand, country, timeZone, currency }) {
      checkPlace({ country, timeZone, currency });
      const brandId = await idOf('brand', brand);
      const [row] = await db.query<Store>(
        `update chaland.store s set
           name = coalesce($3, name), brand_id = case when $4 then $5::uuid else brand_id end,
           country = coalesce($6, country), time_zone = coalesce($7, time_zone), currency = coalesce($8, currency),
           version = version + 1
         where code = $1 and version = $2 returning ${columns.store}`,
        [
          code,
          version,
          name ?? null,
          brandId !== undefined,
          brandId ?? null,
          country ?? null,
          timeZone ?? null,
          currency ?? null,
        ],
      );
      return storeWritten(row);
    },
    async changeStaff(code, version, { name, store }) {
      const storeId = await idOf('store', store);
      const [row] = await db.query<StaffMember>(
        `update chaland.staff p set
           name = coalesce($3, name), store_id = case when $4 then $5::uuid else store_id end, version = version + 1
         where code = $1 and version = $2 returning ${columns.staff}`,
        [code, version, name ?? null, storeId !== undefined, storeId ?? null],
      );
      return staffWritten(row);
    },
    async changeBrand(code, version, { name }) {
      const [row] = await db.query<Brand>(
        `update chaland.brand b set name = coalesce($3, name), version = version + 1
         where code = $1 and version = $2 returning ${columns.brand}`,
        [code, version, name ?? null],
      );
      return row;
    },
  };
  return registry;
}

/** Of one that was put. @throws what is wrong with it */
function rowOf<Row>([fate]: readonly PutFate<Row>[]): Row {
  if ('problem' in fate!) throw fate.problem;
  return fate!.row;
}
