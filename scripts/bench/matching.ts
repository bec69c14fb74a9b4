import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createChaland } from '@chaland/core';
import pg from 'pg';
import { seedPeople } from './matching/seed-people.ts';
import type { Row } from './row.ts';

/** What a run in a process of its own tells. */
export interface MatchingRun {
  profiles: number;
  candidates: number;
  pairs: number;
  stages: { stage: string; seconds: number }[];
  /** Processor seconds of Node.js; the database's are beside it. */
  processor: number;
  /** MiB that Node.js held at most. */
  memory: number;
  /** Keys that too many shared, by kind. */
  oversized: Record<string, number>;
}

/** Seconds that a million profiles may take, and MiB. */
const reach = { seconds: 300, memory: 1_024 };

/** The whole base compared for duplicates: candidates and scores, with one profile in twenty a duplicate. */
export async function benchMatching(url: string, total = 1_000_000): Promise<Row[]> {
  const app = await createChaland({ database: url, plugins: [] });
  await app.db.query('select 1');
  await seedPeople(app.db, total);
  await app.close();

  const run = await inItsOwnProcess(url);
  const seconds = run.stages.reduce((sum, stage) => sum + stage.seconds, 0);
  const { right, found, all } = await truth(url, 0.995);
  const stages = run.stages.map((stage) => `${stage.stage} ${stage.seconds.toFixed(1)} s`).join(', ');
  console.error(`matching: ${stages}; keys too common: ${JSON.stringify(run.oversized)}`);
  const bound = (reach.seconds * total) / 1_000_000;
  return [
    {
      work: `the whole base of ${total.toLocaleString('en')} profiles compared`,
      raw: null,
      ours: `${seconds.toFixed(0)} s`,
      ratio: null,
      reach: `≤ ${Math.max(bound, 30).toFixed(0)} s`,
      reached: seconds <= Math.max(bound, 30),
      note: `${stages}; ${run.candidates.toLocaleString('en')} candidates, ${run.pairs.toLocaleString('en')} pairs kept, Node.js busy for ${run.processor.toFixed(0)} s`,
    },
    {
      work: 'its memory of Node.js at most',
      raw: null,
      ours: `${run.memory.toFixed(0)} MiB`,
      ratio: null,
      reach: `≤ ${reach.memory} MiB`,
      reached: run.memory <= reach.memory,
    },
    {
      work: 'its pairs in the automatic band that are right',
      raw: null,
      ours: `${((100 * right) / found).toFixed(2)} %`,
      ratio: null,
      reach: '≥ 99.9 %',
      reached: right >= 0.999 * found,
      note: `${found.toLocaleString('en')} pairs, ${((100 * right) / all).toFixed(1)} % of those there are`,
    },
  ];
}

async function inItsOwnProcess(url: string): Promise<MatchingRun> {
  const file = new URL('./matching/run.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=chaland:source', file, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout! }), 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`matching/run.ts ended with ${code}.`);
    }),
  ])) as [string];
  return JSON.parse(line) as MatchingRun;
}

/** What the seed knows: profiles of one person have keys that begin alike. */
async function truth(url: string, least: number): Promise<{ right: number; found: number; all: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `with person as materialized (select id, split_part(key, ':', 1) as person from chaland.profile)
     select (select coalesce(sum(n * (n - 1) / 2), 0)::int
             from (select count(*) as n from person group by person having count(*) > 1) p) as "all",
       count(*)::int as found, (count(*) filter (where a.person = b.person))::int as right
     from chaland.match_pair m join person a on a.id = m.profile_a join person b on b.id = m.profile_b
     where m.probability >= $1`,
    [least],
  );
  await client.end();
  return rows[0];
}
