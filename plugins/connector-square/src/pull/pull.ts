import type { PulledBatch, PulledDelivery, PullRun } from '@chaland/core';
import { type Answer, listOf, type SquareApi, squareApi } from '../api.ts';
import type { SquareArgs } from '../args.ts';
import { fetched } from '../map/map.ts';
import { begin, type Cursor, earlier } from './cursor.ts';
import { rememberSkus, type Skus, variationsOf } from './skus.ts';

/** Seconds that a change may be found later than its own time says: searches take up to a minute to know it. */
const overlap = 180;
/** That SearchOrders takes at once. */
const locationsAtOnce = 10;

/**
 * What changed since the last time: customers, then the completed orders of all locations. Orders hold their payments and
 * what came back, so that payments and refunds aren't read by themselves.
 */
export async function* pull(run: PullRun<SquareArgs>): AsyncGenerator<PulledBatch> {
  const api = squareApi(run.args, run.http);
  const skus = rememberSkus(api);
  const stood = (run.cursor as Cursor | undefined) ?? begin(run.args.from);
  const { until, part: first, after } = stood.reading ?? { until: '', part: -1, after: null };
  // What one reading began another one goes on with, to where it was to end: later parts are read that far, too.
  const reading = { until: until || run.now.toISOString(), part: first, after };
  const locations = listOf(await api.get('locations'), 'locations').map(({ id }) => String(id));
  const parts = Math.ceil(locations.length / locationsAtOnce);
  const { live, since } = stood;
  const window = (from: string | null): Window => ({
    ...(from === null ? {} : { start_at: earlier(from, overlap) }),
    end_at: reading.until,
  });
  for (let part = reading.part; part < parts; part++) {
    const reached = part === reading.part ? reading.after : null;
    const pages =
      part < 0
        ? customers(api, window(since), reached)
        : orders(
            api,
            skus,
            window(reached ?? since),
            locations.slice(part * locationsAtOnce, (part + 1) * locationsAtOnce),
          );
    let known = reached;
    for await (const { deliveries, after: further, ended } of pages) {
      known = further ?? known;
      const next = ended ? { part: part + 1, after: null } : { part, after: known };
      const cursor: Cursor =
        next.part < parts
          ? { live, since, reading: { until: reading.until, ...next } }
          : { live: true, since: reading.until, reading: null };
      yield { deliveries, cursor, live };
    }
  }
}

type Window = { start_at?: string; end_at: string };
/** `after`: what the search is sorted by, of the last one on the page. `ended`: no page follows. */
type Page = { deliveries: PulledDelivery[]; after?: string; ended: boolean };

/** Sorted by when they were made, since they can't be by their last change. */
async function* customers(api: SquareApi, changed: Window, after: string | null): AsyncGenerator<Page> {
  const made = after === null ? {} : { created_at: { start_at: after } };
  for await (const { answer, ended } of pagesOf(api, 'customers/search', {
    limit: 100,
    query: { filter: { updated_at: changed, ...made }, sort: { field: 'CREATED_AT', order: 'ASC' } },
  })) {
    const page = listOf(answer, 'customers');
    const deliveries = page.map((customer) => ({
      key: `customer/${customer.id}/${customer.version ?? customer.updated_at ?? ''}`,
      topic: fetched.customer,
      body: customer,
    }));
    yield { deliveries, ...lastOf(page, 'created_at'), ended };
  }
}

async function* orders(
  api: SquareApi,
  skus: Skus,
  window: Window,
  locations: readonly string[],
): AsyncGenerator<Page> {
  for await (const { answer, ended } of pagesOf(api, 'orders/search', {
    limit: 200,
    location_ids: locations,
    query: {
      filter: { date_time_filter: { updated_at: window }, state_filter: { states: ['COMPLETED'] } },
      sort: { sort_field: 'UPDATED_AT', sort_order: 'ASC' },
    },
  })) {
    const page = listOf(answer, 'orders');
    const known = await skus.of(page);
    const deliveries = page.map((order) => ({
      key: `order/${order.id}/${order.version ?? order.updated_at ?? ''}`,
      topic: fetched.order,
      body: { order, skus: skusOf(order, known) },
    }));
    yield { deliveries, ...lastOf(page, 'updated_at'), ended };
  }
}

const lastOf = (page: readonly Answer[], field: string): { after?: string } => {
  const last = page.at(-1)?.[field];
  return typeof last === 'string' ? { after: last } : {};
};

const skusOf = (order: Answer, known: Readonly<Record<string, string>>) =>
  Object.fromEntries(variationsOf(order).flatMap((id) => (known[id] === undefined ? [] : [[id, known[id]]])));

/** A search to its end. The query has to stay the same; only the cursor is new. */
async function* pagesOf(
  api: SquareApi,
  path: string,
  query: object,
): AsyncGenerator<{ answer: Answer; ended: boolean }> {
  let cursor: unknown;
  do {
    const answer: Answer = await api.search(path, { ...query, ...(cursor === undefined ? {} : { cursor }) });
    cursor = answer.cursor || undefined;
    yield { answer, ended: cursor === undefined };
  } while (cursor !== undefined);
}
