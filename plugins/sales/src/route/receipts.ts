import {
  afterCursor,
  pageOf,
  pageQuery,
  pageSchema,
  problem,
  type RequestContext,
  route,
  sql,
  Type,
} from '@chaland/core';
import { readSales } from '../permissions.ts';
import { linesOf } from './receipt-lines.ts';
import { ReceiptSchema } from './schemas.ts';

const day = (description: string) => Type.Optional(Type.String({ format: 'date', description }));

export const receipts = route({
  method: 'GET',
  path: '/api/x/sales/receipts',
  summary: 'Receipts and returns, the latest first',
  tag: 'Sales',
  permission: readSales,
  permissionScope: 'somewhere',
  query: Type.Object({
    ...pageQuery,
    customer: Type.Optional(Type.String({ format: 'uuid', description: 'Id of a customer' })),
    store: Type.Optional(Type.String({ description: 'Code of a store' })),
    kind: Type.Optional(Type.Union([Type.Literal('receipt'), Type.Literal('return')])),
    source: Type.Optional(Type.String({ description: 'As it calls itself' })),
    number: Type.Optional(Type.String({ description: 'As printed; tills begin their numbers again' })),
    from: day('First day, in the stores'),
    to: day('Last day, in the stores'),
    lines: Type.Optional(Type.Boolean({ default: false, description: 'With their lines' })),
  }),
  responses: { 200: { description: 'A page of them', schema: pageSchema(ReceiptSchema) } },
  async handler({ query, audit }, context) {
    const { db, stores } = context;
    const { limit = 50 } = query;
    const codes = new Map((await stores.all()).map(({ id, code }) => [id, code]));
    const conditions = await conditionsOf(query, context);
    // One more than asked for tells whether there is a next page.
    const rows = await db.rows<ReceiptRow>(sql`
      select * from sales.receipt where ${sql.join(conditions, sql` and `)}
      order by at desc, moment_id desc limit ${limit + 1}`);
    const { items, next } = pageOf(rows, limit, ({ at, moment_id }) => [at.toISOString(), moment_id]);
    audit(
      query.customer
        ? { kind: 'customer', id: query.customer }
        : { kind: 'moment', id: items.map(({ moment_id }) => moment_id) },
    );
    const lines = query.lines ? await linesOf(db, items) : undefined;
    return {
      items: items.map((row) => ({
        moment: row.moment_id,
        kind: row.kind,
        source: row.source,
        number: row.number,
        exchange: row.exchange,
        time: row.at,
        day: row.day,
        store: row.store_id && (codes.get(row.store_id) ?? row.store_id),
        channel: row.channel,
        currency: row.currency,
        gross: row.gross,
        refunds: row.refunds,
        total: row.total,
        articles: row.articles,
        ...(lines ? { lines: lines.get(row.moment_id) ?? [] } : {}),
      })),
      next,
    };
  },
});

interface ReceiptRow {
  profile_id: string;
  moment_id: string;
  kind: 'receipt' | 'return';
  source: string;
  number: string;
  exchange: string | null;
  at: Date;
  day: string;
  store_id: string | null;
  channel: string | null;
  currency: string;
  gross: number;
  refunds: number;
  total: number;
  articles: number;
}

interface Filters {
  cursor?: string;
  customer?: string;
  store?: string;
  kind?: string;
  source?: string;
  number?: string;
  from?: string;
  to?: string;
}

async function conditionsOf(
  { cursor, customer, store, kind, source, number, from, to }: Filters,
  { customers, stores, principal }: RequestContext,
) {
  const conditions = [sql`true`];
  const allowed = principal.storesFor(readSales);
  if (allowed !== 'everywhere') conditions.push(sql`store_id = any(${[...allowed]}::uuid[])`);
  if (customer) {
    const profiles = await customers.profilesOf([customer]);
    conditions.push(sql`profile_id = any(${profiles.map(({ profileId }) => profileId)}::uuid[])`);
    for (const { profileId, since } of profiles) {
      if (since) conditions.push(sql`(profile_id <> ${profileId} or at >= ${since})`);
    }
  }
  if (store) {
    const found = (await stores.byCode([store])).get(store);
    if (!found) throw problem('CHL_STORE_UNKNOWN', { detail: `"${store}"`, pointer: '/query/store' });
    conditions.push(sql`store_id = ${found.id}`);
  }
  if (kind) conditions.push(sql`kind = ${kind}`);
  if (source !== undefined) conditions.push(sql`source = ${source}`);
  if (number !== undefined) conditions.push(sql`number = ${number}`);
  // No place on earth is a whole day off: the times let the index narrow, the days decide.
  if (from) conditions.push(sql`day >= ${from}::date and at > ${from}::date - interval '1 day'`);
  if (to) conditions.push(sql`day <= ${to}::date and at < ${to}::date + interval '2 days'`);
  const after = afterCursor(cursor, isPosition);
  if (after) conditions.push(sql`(at, moment_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  return conditions;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isPosition = (key: unknown): key is [string, string] =>
  Array.isArray(key) &&
  key.length === 2 &&
  !Number.isNaN(Date.parse(String(key[0]))) &&
  uuid.test(String(key[1]));
