import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../../data/database.ts';
import { startTestChaland, testDatabase } from '../../../testing/index.ts';
import { until } from '../../../testing/until.ts';
import { type ShopOrder, secret, shop, shopRequest } from './shop.ts';

/** Orders in one request, and requests under way at once. */
const together = 10;
const atOnce = 8;

/**
 * A process takes deliveries and maps them; again and again it is killed, at a random time, and the sender sends anew what
 * was not answered. In the end everything must be as where nobody was killed.
 */
export async function proveByKilling({
  kills,
  deliveries,
}: {
  kills: number;
  deliveries: number;
}): Promise<void> {
  const orders = Array.from({ length: deliveries }, (_, n) => orderOf(n));
  const [disturbed, calm] = [await disturbedRun(orders, kills), await calmRun(orders)];
  assert.equal(calm.deliveries, deliveries);
  assert.deepEqual(disturbed, calm);
}

/** Most are fine; some can't be mapped, some are of no use, some break the writing. A person orders seven times. */
function orderOf(n: number): ShopOrder {
  const id = String(n);
  const email = `customer-${Math.floor(n / 7)}@example.org`;
  if (n % 97 === 3) return { id, email, as: 'fault' };
  if (n % 89 === 5) return { id, email, as: 'unpaid' };
  if (n % 499 === 7) return { id, email, as: 'poison' };
  return { id, email, note: `order ${n}` };
}

async function calmRun(orders: readonly ShopOrder[]): Promise<EndState> {
  await using app = await startTestChaland({ on: 'postgres', plugins: [shop()], start: new Date() });
  const connection = await app.connect({ connector: 'shop', args: { secret }, source: 'shop' });
  for (let from = 0; from < orders.length; from += 500) {
    await app.deliver(connection, shopRequest(orders.slice(from, from + 500)));
    await app.inbox.drain();
  }
  return await endStateOf(app.db);
}

async function disturbedRun(orders: readonly ShopOrder[], kills: number): Promise<EndState> {
  await using database = await testDatabase({ on: 'postgres', plugins: [shop()] });
  await using app = await startTestChaland({ database, plugins: [shop()], start: new Date() });
  const { id } = await app.connect({ connector: 'shop', args: { secret }, source: 'shop' });
  const requests: Sent[] = Array.from({ length: Math.ceil(orders.length / together) }, (_, n) =>
    orders.slice(n * together, (n + 1) * together),
  );
  const perLife = Math.ceil(requests.length / (kills + 1));
  for (let life = 0; life < kills; life++) {
    const server = await startServing(database.address!);
    const share = requests.splice(0, perLife);
    // Somewhere in the middle of its share, while some are under way and some wait to be mapped.
    const unanswered = await sendAll(server.port, id, share, Math.floor(Math.random() * share.length));
    await pause(Math.random() * 40);
    await kill(server.process);
    requests.push(...unanswered);
  }
  const last = await startServing(database.address!);
  while (requests.length > 0) requests.push(...(await sendAll(last.port, id, requests.splice(0))));
  await until('everything is mapped', async () => {
    const queued = await app.db.query(`select 1 from chaland.delivery where state = 'queued' limit 1`);
    return queued.length === 0;
  });
  await kill(last.process);
  return await endStateOf(app.db);
}

type Sent = readonly ShopOrder[];

/** Sends until so many were answered. @returns what is to be sent again: what wasn't answered, and now and then what was */
async function sendAll(
  port: number,
  connection: string,
  requests: Sent[],
  most = Number.POSITIVE_INFINITY,
): Promise<Sent[]> {
  const again: Sent[] = [];
  let answered = 0;
  const sender = async () => {
    for (let request = requests.shift(); request; request = requests.shift()) {
      const ok = await send(port, connection, request);
      if (!ok || (most < Number.POSITIVE_INFINITY && Math.random() < 0.05)) again.push(request);
      if (ok) answered++;
      if (answered >= most) return;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return [...again, ...requests];
}

interface Serving {
  process: ChildProcess;
  port: number;
}

async function startServing(address: string): Promise<Serving> {
  const script = fileURLToPath(new URL(`./serving-process${extname(import.meta.filename)}`, import.meta.url));
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const flags = process.execArgv.filter((flag) => flag.startsWith('--conditions'));
  const child = spawn(process.execPath, [...flags, script, address], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await Promise.race([
    once(createInterface({ input: child.stdout! }), 'line'),
    once(child, 'exit').then(() => undefined),
  ]);
  assert.ok(ready, 'the process ended before it began');
  return { process: child, port: Number(ready[0]) };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function send(port: number, connection: string, orders: readonly ShopOrder[]): Promise<boolean> {
  const { body, headers } = shopRequest(orders);
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/hooks/${connection}`, {
      method: 'POST',
      body,
      headers,
    });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

interface EndState {
  deliveries: number;
  /** Counts, and digests of everything that must be the same. */
  [what: string]: unknown;
}

async function endStateOf(db: Database): Promise<EndState> {
  const digest = async (what: string) => {
    const [row] = await db.query<{ n: number; digest: string }>(
      `select count(*)::int as n, md5(string_agg(line, e'\\n' order by line)) as digest from (${what}) t (line)`,
    );
    return row!;
  };
  const deliveries = await digest(
    `select concat_ws(' ', key, state, code, reason, encode(body, 'escape')) from chaland.delivery`,
  );
  return {
    deliveries: deliveries.n,
    digest: deliveries.digest,
    moments: await digest(
      `select concat_ws(' ', m.source_key, m.type, p.key, m.live, m.data::text)
       from chaland.moment m left join chaland.profile p on p.id = m.profile_id`,
    ),
    identifiers: await digest(
      `select concat_ws(' ', p.key, i.kind, i.value) from chaland.profile_identifier i join chaland.profile p on p.id = i.profile_id`,
    ),
    customers: await digest(`select display_name from chaland.customer`),
    links: await digest(
      `select concat_ws(' ', d.key, p.key) from chaland.delivery_profile l
       join chaland.delivery d on d.id = l.delivery_id join chaland.profile p on p.id = l.profile_id`,
    ),
  };
}
