import type { Clock } from '../../../clock.ts';
import type { Database } from '../../../data/database.ts';
import type { Blocks } from '../block/blocks.ts';

/** What a run over the whole base does, one after the other, and about how long each takes. */
const shares = { read: 0.35, group: 0.15, learn: 0.1, compare: 0.38, write: 0.02 } as const;
export type Stage = keyof typeof shares;
const stages = Object.keys(shares) as Stage[];

export interface StageTime {
  stage: Stage;
  seconds: number;
}

/** What a run found. */
export interface MatchRun {
  id: string;
  state: 'running' | 'done';
  stage: string;
  /** 0 to 1. */
  progress: number;
  model: number | null;
  profiles: number | null;
  /** Pairs that were compared. */
  candidates: number | null;
  /** Of these, those that were kept. */
  pairs: number | null;
  stages: StageTime[];
  /** By kind, the keys that too many shared to be of use. */
  oversized: Blocks['oversized'];
  startedAt: Date;
  finishedAt: Date | null;
}

export interface RunLog {
  readonly startedAt: Date;
  /** Begins a stage. */
  begin(stage: Stage): Promise<void>;
  /** How far the stage is, 0 to 1; written once in a while. */
  progress(share: number): Promise<void>;
  end(
    found: Pick<MatchRun, 'model' | 'profiles' | 'candidates' | 'pairs' | 'oversized'>,
  ): Promise<StageTime[]>;
}

/** Milliseconds. */
const writtenEvery = 1_000;

/** Keeps a run's row up to date. A run that is begun again, its process having ended, begins anew. */
export async function runLog(db: Database, clock: Clock, id: string): Promise<RunLog> {
  const startedAt = clock.now();
  const times: StageTime[] = [];
  let stage: Stage = 'read';
  let begun = performance.now();
  let written = 0;
  await db.query(
    `insert into chaland.match_run (id, state, stage, progress, started_at) values ($1, 'running', 'read', 0, $2)
     on conflict (id) do update set state = 'running', stage = 'read', progress = 0, started_at = $2`,
    [id, startedAt],
  );
  const close = () => {
    const now = performance.now();
    times.push({ stage, seconds: Math.round(now - begun) / 1_000 });
    begun = now;
  };
  const write = async (share: number) => {
    written = performance.now();
    const before = stages.slice(0, stages.indexOf(stage)).reduce((sum, one) => sum + shares[one], 0);
    await db.query('update chaland.match_run set stage = $2, progress = $3 where id = $1', [
      id,
      stage,
      before + shares[stage] * Math.min(1, share),
    ]);
  };
  return {
    startedAt,
    async begin(next) {
      if (next !== stage) close();
      stage = next;
      await write(0);
    },
    async progress(share) {
      if (performance.now() - written > writtenEvery) await write(share);
    },
    async end({ model, profiles, candidates, pairs, oversized }) {
      close();
      await db.query(
        `update chaland.match_run set state = 'done', stage = 'done', progress = 1, model = $2, profiles = $3,
           candidates = $4, pairs = $5, stages = $6::jsonb, oversized = $7::jsonb, finished_at = $8 where id = $1`,
        [
          id,
          model,
          profiles,
          candidates,
          pairs,
          JSON.stringify(times),
          JSON.stringify(oversized),
          clock.now(),
        ],
      );
      await db.query(
        'delete from chaland.match_run where id not in (select id from chaland.match_run order by started_at desc limit 20)',
      );
      return times;
    },
  };
}

/** The latest run over the whole base, if there was one. */
export async function latestRun(db: Database): Promise<MatchRun | undefined> {
  const [run] = await db.query<MatchRun>(
    `select id, state, stage, progress, model, profiles, candidates, pairs, stages, oversized,
       started_at as "startedAt", finished_at as "finishedAt"
     from chaland.match_run order by started_at desc limit 1`,
  );
  return run;
}
