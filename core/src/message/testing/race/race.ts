import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../../data/database.ts';
import { visit } from '../../../moment/testing/test-ingest.ts';
import { visits } from '../../../moment/testing/visits-plugin.ts';
import { startTestChaland, testDatabase } from '../../../testing/index.ts';
import { say } from '../customers.ts';
import { postOffice } from '../post-office.ts';
import { judge } from './judge.ts';
import { observe } from './observe.ts';
import type { Plan, Racer } from './plan.ts';

/** Processes that race. */
const processes = 2;

/**
 * Two processes send to the same people while both record that these grant and withdraw, and merge them and take them
 * apart. In the end no message may have been claimed after its withdrawal was committed: neither by the order in which
 * the locks were held, nor by the clock on the wall; and none may have been handed over twice.
 */
export async function race({
  messages,
  people: count,
  batch,
}: {
  messages: number;
  people: number;
  batch: number;
}): Promise<void> {
  const office = postOffice();
  await using db = await testDatabase({ on: 'postgres', plugins: [office.plugin] });
  await observe(db);
  const people = await raceOf(db, office, count);
  await Promise.all(
    Array.from({ length: processes }, (_, remainder) =>
      run(db.address!, { people, remainder, processes, messages: messages / processes, batch }),
    ),
  );

  const { wrong, claims, withdrawals, merges, close } = await judge(db, people);
  assert.deepEqual(wrong.slice(0, 10), [], 'claimed after a withdrawal was committed, by the order of locks');
  assert.deepEqual(await tooLate(db), [], 'claimed though the withdrawal was acknowledged before');
  assert.deepEqual(
    await db.query('select message from race_handed group by message having count(*) > 1'),
    [],
  );
  const states = await db.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from chaland.message group by state order by state',
  );
  const ended = Object.fromEntries(states.map(({ state, n }) => [state, n]));
  assert.equal((ended.sent ?? 0) + (ended.refused ?? 0), messages, JSON.stringify(ended));
  assert.equal(ended.sent, claims);
  // It was a race: both ends were met, closely.
  assert.ok((ended.sent ?? 0) > messages / 10 && (ended.refused ?? 0) > messages / 10, JSON.stringify(ended));
  assert.ok(
    withdrawals > 0 && merges > 0 && close > messages / 200,
    JSON.stringify({ withdrawals, merges, close }),
  );
  console.log(JSON.stringify({ ...ended, withdrawals, merges, close }));
}

/** Everybody has one profile and one address, and agreed to begin with. */
async function raceOf(
  db: Awaited<ReturnType<typeof testDatabase>>,
  { plugin }: ReturnType<typeof postOffice>,
  count: number,
): Promise<Racer[]> {
  const app = await startTestChaland({ plugins: [visits, plugin], database: db, start: new Date() });
  const people: Racer[] = [];
  try {
    const emails = Array.from({ length: count }, (_, index) => `racer-${index}@example.com`);
    await app.moments.record(
      emails.map((email, index) =>
        visit({
          id: `came-${index}`,
          customer: { id: `${index}`, identifiers: [{ kind: 'email', value: email }] },
        }),
      ),
    );
    const rows = await db.query<Racer>(
      `select p.id as "profileId", p.customer_id as "customerId", i.value as email
       from chaland.profile p join chaland.profile_identifier i on i.profile_id = p.id and i.kind = 'email'
       order by p.id`,
    );
    people.push(...rows);
    for (const { customerId, email } of people.slice(0, count / 2)) await say(app, customerId, email);
  } finally {
    await app.close();
  }
  return people;
}

async function run(address: string, plan: Plan): Promise<void> {
  const script = fileURLToPath(new URL(`./racing-process${extname(import.meta.filename)}`, import.meta.url));
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const flags = process.execArgv.filter((flag) => flag.startsWith('--conditions'));
  const child = spawn(process.execPath, [...flags, script, address], {
    env,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(JSON.stringify(plan));
  const [code] = await once(child, 'exit');
  assert.equal(code, 0, 'a process of the race failed');
}

/**
 * Hand-overs whose door was entered after a withdrawal had been acknowledged, with no grant begun from then until the
 * channel had it: neither of the profile, nor of all of its neighbour's, which reaches it across a merge. By the one clock of the machine, whatever the
 * database says of order.
 */
async function tooLate(db: Database): Promise<unknown[]> {
  await db.query('create index on race_told (profile, begun)');
  await db.query('create index on race_handed (profile, begun)');
  await db.query('analyze race_told, race_handed');
  return db.query(
    `with told as (
       select *, lead(begun) over (partition by profile order by begun) as next from race_told
     )
     select h.message, h.begun, t.acked from told t
     join race_handed h on h.profile = t.profile and h.begun > t.acked and h.at < coalesce(t.next, h.at + 1)
     where t.state = 'withdrawn'
       and not exists (
         select from race_told g where g.profile = t.neighbour and g.state = 'granted' and g.whole
           and g.begun > t.begun and g.begun < h.at)
     limit 10`,
  );
}
