import { administrator } from '../../access/grants.ts';
import type { Chaland } from '../../boot.ts';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { declaredTables } from '../declared-tables.ts';
import { type Canary, createPlanted } from './canary.ts';
import { plantEverywhere } from './plant.ts';
import { type Finding, searchDatabase } from './search.ts';

/** What an erasure left behind, and how far the proof reaches. */
export interface Proof {
  /** Columns, and `log`, in which something of an erased person was found. It is proved where there are none. */
  left: readonly (Finding & { places: readonly string[] })[];
  /** Columns in which something of them stood before. */
  planted: readonly string[];
  /** Columns declared as personal in which nothing could be planted: nothing is proved of them. */
  unreached: readonly string[];
  /** Fields of moments that their type keeps when its person is erased, as accounts: for somebody to judge. */
  kept: readonly string[];
  /** What could not be planted, and why. */
  failed: readonly string[];
}

/** A deployment of the same plugins that nobody works with: an invented person is put into it. */
export interface ProvingGround
  extends Pick<Chaland, 'db' | 'access' | 'moments' | 'plugins' | 'config' | 'stream' | 'jobs' | 'inbox'> {
  clock: Clock;
  request(path: string, init?: RequestInit): Promise<Response>;
}

/**
 * Proves that erasure leaves nothing: invents a person, puts a word of its own into every field that the public API takes,
 * erases them, and searches all tables and the log for every one of these words.
 * @param log what was logged so far, searched as well
 */
export async function proveErasure(app: ProvingGround, log: () => string = () => ''): Promise<Proof> {
  const { db } = app;
  const planted = createPlanted();
  const { key } = await app.access.createKey({ name: 'proof of erasure', grants: [{ role: administrator }] });
  const request: Canary['request'] = (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${key}`);
    return app.request(path, { ...init, headers });
  };
  const { customerIds, kept, failed } = await plantEverywhere(app, planted, request);
  await handOn(app);
  const before = await searchDatabase(db, planted.patterns);
  const reached = new Set(before.map(({ column }) => column));

  for (const id of customerIds) {
    const answer = await request(`/api/customers/${id}?reason=request`, { method: 'DELETE' });
    if (!answer.ok)
      throw new Error(`DELETE /api/customers/${id} answered ${answer.status}: ${await answer.text()}`);
  }
  // What an erasure wakes up must bring nobody back.
  await handOn(app);
  const after = await searchDatabase(db, planted.patterns);
  const logged = log();
  const inLog = planted.placesIn(logged);
  return {
    left: [
      ...after.map((found) => ({ ...found, places: planted.placesIn(found.example) })),
      ...(inLog.length > 0 ? [{ column: 'log', rows: inLog.length, example: '', places: inLog }] : []),
    ],
    planted: [...reached],
    unreached: (await personalColumns(db)).filter((column) => !reached.has(column)),
    kept,
    failed,
  };
}

/** Moments to their subscribers, and jobs that are due: reads are in the trail, too. */
async function handOn({ stream, jobs, access }: ProvingGround): Promise<void> {
  await stream.drain();
  await jobs.drain();
  await stream.drain();
  await access.audit.flush();
}

async function personalColumns(db: Database): Promise<string[]> {
  const tables = await declaredTables(db);
  return [
    ...new Set(
      tables.flatMap(({ table, entry: { personal = [], mentions = [] } }) =>
        [...personal, ...mentions].map((column) => `${table}.${column}`),
      ),
    ),
  ].toSorted();
}
