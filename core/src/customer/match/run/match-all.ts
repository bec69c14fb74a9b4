import type { Clock } from '../../../clock.ts';
import type { Database } from '../../../data/database.ts';
import type { Block, Blocks } from '../block/blocks.ts';
import { breather } from '../breathe.ts';
import { type CompactRecords, compactRecords } from '../compact-records.ts';
import { trainModel } from '../model/train.ts';
import type { MatchingSettings } from '../settings.ts';
import { compareAll } from './compare-all.ts';
import { type KeyList, keyList } from './key-list.ts';
import { keysOf } from './keys-of.ts';
import { keepMatchRecords } from './match-records.ts';
import { currentModel, forgetModels, keepModel, type NumberedModel } from './models.ts';
import { bigintArray } from './number-array.ts';
import { forgetPairsBefore } from './pairs-found.ts';
import { eachPage } from './read-records.ts';
import { type RunLog, runLog, type StageTime } from './run-log.ts';
import { groupInSql, type SqlBlocks } from './sql-blocks.ts';

export interface MatchAllOptions {
  db: Database;
  clock: Clock;
  settings: MatchingSettings;
  /** ISO 3166-1 alpha-2: what addresses without one are read with. */
  country: string;
  /** The run's id; begun again with the same one, a run begins anew. */
  id: string;
  signal?: AbortSignal;
}

export interface MatchAllResult {
  profiles: number;
  candidates: number;
  pairs: number;
  model: NumberedModel;
  oversized: Blocks['oversized'];
  stages: StageTime[];
}

/** Fewer have nothing to learn from. */
const leastToLearn = 200;
/** Pairs that a model is learned from, about. */
const learnedFrom = 200_000;

/**
 * Compares the whole base: reads the profiles, learns a model from them, compares who shares a key, and keeps the pairs
 * that are likely enough. Killed in the middle it leaves the pairs of before and some of its own, both of which are
 * right, and starts anew.
 */
export async function matchAll(options: MatchAllOptions): Promise<MatchAllResult> {
  const { db } = options;
  // Temporary tables are a session's. PGlite has one session for all, which nobody may keep to themselves.
  return db.dialect === 'pglite' ? run(options) : db.session(() => run(options));
}

async function run({ db, clock, settings, country, id, signal }: MatchAllOptions): Promise<MatchAllResult> {
  const log = await runLog(db, clock, id);
  const { records, keys } = await readAll(db, country, log, signal);
  await log.begin('group');
  const blocks = await groupInSql(db, keys, log.progress);
  signal?.throwIfAborted();
  await keepCommonKeys(db, blocks.common);

  await log.begin('learn');
  const model =
    records.size >= leastToLearn
      ? await learn(db, records, keys, blocks, log.startedAt)
      : await currentModel(db);
  signal?.throwIfAborted();

  await log.begin('compare');
  const { candidates, pairs } = await compareAll({ db, records, keys, blocks, model, settings, log, signal });

  await log.begin('write');
  await forgetPairsBefore(db, log.startedAt);
  await forgetModels(db);
  const { oversized } = blocks;
  const { size: profiles } = records;
  const stages = await log.end({ model: model.id, profiles, candidates, pairs, oversized });
  return { profiles, candidates, pairs, model, oversized, stages };
}

/** Reads all profiles into memory, and keeps beside what each is found by from now on. */
async function readAll(
  db: Database,
  country: string,
  log: RunLog,
  signal: AbortSignal | undefined,
): Promise<{ records: CompactRecords; keys: KeyList }> {
  const [counted] = await db.query<{ profiles: number }>(
    'select count(*)::int as profiles from chaland.profile',
  );
  // Some may come while they are read: they are left to those who compare new profiles.
  const capacity = counted!.profiles;
  const records = compactRecords(capacity);
  const keys = keyList();
  const breathe = breather();
  let kept: Promise<void> = Promise.resolve();
  let read = 0;
  for await (const page of eachPage(db, country)) {
    signal?.throwIfAborted();
    const own: number[][] = [];
    for (const { record } of page.slice(0, capacity - read)) {
      const numbers = keysOf(record);
      records.add(record);
      keys.add(numbers);
      own.push(numbers);
      if (breathe.due()) await breathe.now();
    }
    read += own.length;
    await kept;
    kept = keepMatchRecords(db, page.slice(0, own.length), own);
    kept.catch(() => {});
    await log.progress(read / capacity);
    if (read === capacity) break;
  }
  await kept;
  await db.query(
    'delete from chaland.match_record r where not exists (select from chaland.profile p where p.id = r.profile_id)',
  );
  return { records: records.done(), keys: keys.done() };
}

async function keepCommonKeys(db: Database, common: ReadonlySet<number>): Promise<void> {
  await db.transaction(async () => {
    await db.query('delete from chaland.match_common_key');
    await db.query('insert into chaland.match_common_key select unnest($1::bigint[])', [
      bigintArray([...common]),
    ]);
  });
}

/** Learns from some of the blocks, and puts the model in force. */
async function learn(
  db: Database,
  records: CompactRecords,
  keys: KeyList,
  blocks: SqlBlocks,
  now: Date,
): Promise<NumberedModel> {
  const every = Math.max(1, Math.ceil(blocks.pairs / learnedFrom));
  const sample = new Map<Block, number>();
  for await (const page of blocks.each({ every })) for (const block of page) sample.set(block, block.key);
  const model = await trainModel({
    records,
    blocks: [...sample.keys()],
    share: 1 / every,
    counts: (block, a, b) => keys.firstCommon(a, b, blocks.common) === sample.get(block),
    at: now.toISOString(),
  });
  return { id: await keepModel(db, model), model };
}
