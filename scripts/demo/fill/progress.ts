import type { Database } from '@chaland/core';
import type { Population } from '../retailer/parameters.ts';

/** How much of the simulated retailer is in. */
export interface Progress extends Population {
  /** `YYYY-MM-DD`: the day after the last one of the history. It stays what it was at the first start. */
  until: string;
  /** How many people are in, from the first one. */
  filled: number;
  moments: number;
}

export async function readProgress(db: Database): Promise<Progress | undefined> {
  const [row] = await db.query<Progress>('select seed, people, until, filled, moments from demo.progress');
  return row;
}

/** Notes down which retailer this database holds, or reads which it holds already. */
export async function beginProgress(
  db: Database,
  { seed, people }: Population,
  until: string,
): Promise<Progress> {
  await db.query(
    'insert into demo.progress (seed, people, until) values ($1, $2, $3) on conflict (one) do nothing',
    [seed, people, until],
  );
  return (await readProgress(db))!;
}

export async function noteProgress(db: Database, filled: number, recorded: number): Promise<void> {
  await db.query('update demo.progress set filled = greatest(filled, $1), moments = moments + $2', [
    filled,
    recorded,
  ]);
}
