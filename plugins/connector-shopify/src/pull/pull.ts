import { setTimeout as pause } from 'node:timers/promises';
import { type PulledBatch, type PulledDelivery, type PullRun, VendorFault } from '@chaland/core';
import type { AddressOf } from '../api/address.ts';
import { type Ask, createAsk } from '../api/graphql.ts';
import { type ShopifyArgs, tellsCheckout } from '../args/schema.ts';
import { bareId } from '../read/ids.ts';
import { lookAtBulk, startBulk } from './bulk.ts';
import { type Cursor, readCursor } from './cursor.ts';
import { type BulkObject, linesIn, objectsIn } from './jsonl.ts';
import { bulkQuery, type Resource, resources } from './queries.ts';
import { fetchRefunds } from './refunds.ts';

/** Objects fetched together. */
const together = 200;
/** Deliveries of one batch. */
const most = 1_000;

const minute = 60_000;
/** What changed so shortly before the last pull is fetched again: Shopify's index may lag behind. */
const overlap = 15 * minute;
/** A checkout is abandoned when nothing happened to it for so long. */
const abandonedAfter = 60 * minute;
/** Times that a file may be gone, or be cut short, before it is read to its end. */
const reruns = 3;

/**
 * Fetches all customers, orders and abandoned checkouts by bulk operations, the first time; then what changed since,
 * the same way, since webhooks may be lost. A run that was cut short goes on with the same operation, at the object
 * that comes next.
 */
export async function* pull(run: PullRun<ShopifyArgs>, addressOf: AddressOf): AsyncGenerator<PulledBatch> {
  const ask = createAsk(run.args, run, addressOf);
  const start = readCursor(run.cursor);
  const { since, until = run.now.toISOString() } = start;
  const base: Cursor = { ...(since ? { since } : {}), until };
  const from = start.resource ? resources.indexOf(start.resource) : 0;
  for (const resource of resources.slice(from)) {
    const begun = resource === start.resource ? start : {};
    try {
      yield* pullResource(run, ask, resource, base, begun);
    } catch (error) {
      // Not every plan and app may see them; the rest is worth having without.
      if (resource !== 'checkouts' || !isDenied(error)) throw error;
      run.log.warn({ connection: run.connection.id }, 'abandoned checkouts may not be read by this app');
    }
  }
  yield { deliveries: [], cursor: { since: until } satisfies Cursor };
}

const isDenied = (error: unknown) => error instanceof VendorFault && error.status === 403;

async function* pullResource(
  run: PullRun<ShopifyArgs>,
  ask: Ask,
  resource: Resource,
  base: Cursor,
  { operation, done = 0 }: Pick<Cursor, 'operation' | 'done'>,
): AsyncGenerator<PulledBatch> {
  const live = base.since !== undefined;
  const place = (): Cursor => ({ ...base, resource, ...(operation ? { operation, done } : {}) });
  for (let tried = 0; ; tried++) {
    if (tried > reruns) throw new VendorFault("the shop's file is gone before it is read");
    if (!operation) {
      const query = bulkQuery(resource, spanOf(resource, base), {
        sellers: run.args.sellers,
        checkouts: tellsCheckout(run.args),
      });
      operation = await startBulk(ask, query);
      yield { deliveries: [], cursor: place(), live };
    }
    const finished = yield* finishedBulk(ask, operation, run.signal, () => ({
      deliveries: [],
      cursor: place(),
      live,
    }));
    if (finished.state === 'failed') {
      operation = undefined;
      yield { deliveries: [], cursor: place(), live };
      const denied = finished.error === 'ACCESS_DENIED';
      throw new VendorFault(
        `the shop's bulk operation failed: ${finished.error}`,
        denied ? { status: 403 } : {},
      );
    }
    if (finished.state === 'done') {
      if (finished.url === null) return;
      const pieces = await fileAt(run, finished.url);
      if (pieces) {
        try {
          for await (const objects of batchesOf(objectsIn(linesIn(pieces), done))) {
            const deliveries = await deliveriesOf(ask, resource, objects, live ? 'pull' : 'history');
            for (let from = 0; from < deliveries.length; from += most) {
              // Written only in part, they begin anew: what is known by then is known.
              if (from + most >= deliveries.length) done += objects.length;
              const progress = { done, total: finished.total };
              yield { deliveries: deliveries.slice(from, from + most), cursor: place(), progress, live };
            }
          }
          return;
        } catch (error) {
          // Cut short: the same file again, from the object that comes next.
          if (!(error instanceof VendorFault) || error.status !== undefined || tried === reruns) throw error;
          continue;
        }
      }
    }
    operation = undefined;
    done = 0;
  }
}

/** Looks until it ends, less and less often; says where it is meanwhile, so that others have their turn. */
async function* finishedBulk(ask: Ask, operation: string, signal: AbortSignal, here: () => PulledBatch) {
  for (let wait = 250; ; wait = Math.min(wait * 2, 15_000)) {
    const now = await lookAtBulk(ask, operation);
    if (now.state !== 'running') return now as Exclude<typeof now, { state: 'running' }>;
    await pause(wait, undefined, { signal });
    yield here();
  }
}

/** @returns undefined where the address has expired */
async function fileAt(
  { http }: PullRun<ShopifyArgs>,
  url: string,
): Promise<AsyncIterable<Buffer> | undefined> {
  try {
    return await http.stream(url);
  } catch (error) {
    if (error instanceof VendorFault && [400, 403, 404, 410].includes(error.status ?? 0)) return undefined;
    throw error;
  }
}

function spanOf(
  resource: Resource,
  { since, until = '' }: Cursor,
): { since: string | undefined; until: string } {
  const late = resource === 'checkouts' ? abandonedAfter : 0;
  return { since: since && before(since, overlap + late), until: before(until, late) };
}

const before = (time: string, milliseconds: number) =>
  new Date(Date.parse(time) - milliseconds).toISOString();

async function* batchesOf(objects: AsyncIterable<BulkObject>): AsyncGenerator<BulkObject[]> {
  let batch: BulkObject[] = [];
  for await (const object of objects) {
    batch.push(object);
    if (batch.length < together) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function deliveriesOf(
  ask: Ask,
  resource: Resource,
  objects: readonly BulkObject[],
  way: 'history' | 'pull',
): Promise<PulledDelivery[]> {
  const deliveries = objects.map((body): PulledDelivery => keyed(way, resource, body));
  if (resource !== 'orders') return deliveries;
  const ids = objects.flatMap(({ refunds }) =>
    ((refunds as { id: string }[] | null) ?? []).map(({ id }) => id),
  );
  const refunds = await fetchRefunds(ask, ids);
  return [...deliveries, ...refunds.map((body) => keyed(way, 'refunds', { ...body }))];
}

const keyed = (way: string, kind: string, body: BulkObject): PulledDelivery => ({
  key: `${kind}/${bareId(String(body.id))}`,
  topic: `${way}/${kind}`,
  body,
});
