import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { ResolvedConfig } from '../config.ts';
import { identifierKinds } from '../customer/identifier.ts';
import { joinRule, type Linking } from '../customer/join-policy.ts';
import { Overtaken } from '../customer/overtaken.ts';
import type { SurvivorshipRules } from '../customer/survivorship/rules.ts';
import type { Connection } from '../data/connection.ts';
import type { Database } from '../data/database.ts';
import { inGroups } from '../data/in-groups.ts';
import { problem } from '../http/problem.ts';
import type { Extensions } from '../plugin/extension-point.ts';
import { holdOffErasures } from '../privacy/erase/gate.ts';
import type { Stores } from '../store/stores.ts';
import type { Fate, Ingest } from './moment.ts';
import { isPrepared, type Prepared, prepare, rejected } from './prepare.ts';
import { type Frame, recordBatch } from './record-batch.ts';
import { createMomentTypes } from './registry.ts';
import { slots } from './slots.ts';

export interface IngestOptions {
  db: Database;
  clock: Clock;
  /** The current one of the stream. */
  epoch: number;
  stores: Stores;
  extensions: Extensions;
  config: Pick<ResolvedConfig, 'locale' | 'identity' | 'futureTolerance'>;
  /** How the values of a customer's profiles compete now. */
  rules(): Promise<SurvivorshipRules>;
  /** What settings say of who joins whom. */
  linking(): Promise<Linking>;
  /** Told after each commit that recorded something. */
  recorded: () => void;
}

/**
 * Transactions under way at once: PostgreSQL works on one while Node reads the next. More gain nothing, and take
 * sessions from everybody else.
 */
const inFlight = 2;
const maxAttempts = 6;
const retriedStates = new Set(['40P01', '40001']);

/** The way in for moments. @throws CHL_PLUGIN_INVALID when moment types or identifier kinds don't fit together */
export function createIngest(options: IngestOptions): Ingest {
  const { db, clock, epoch, stores, extensions, config, rules, linking, recorded } = options;
  const { locale, identity, futureTolerance } = config;
  const types = createMomentTypes(extensions);
  const kinds = identifierKinds(extensions);
  const batchContext = { clock, epoch };
  const prepareContext = { clock, stores, types, kinds, locale, futureTolerance };
  const slot = slots(inFlight);
  // Batches run outside of whatever asked for them: of a request that is given up, others' moments must not be.
  const outside = AsyncLocalStorage.snapshot();

  /** The batch in a transaction of its own, or in the current one behind a savepoint. */
  const attempt = async (batch: readonly Prepared[]): Promise<Fate[]> => {
    const rule = joinRule(identity, kinds, await linking());
    const inForce = { ...batchContext, rule, rules: await rules() };
    const joined = db.inTransaction;
    const { frame, undo } = joined ? partOfAnother : ofItsOwn;
    return db.session(async (connection) => {
      try {
        return await recordBatch(joined ? unprepared(connection) : connection, batch, frame, inForce);
      } catch (error) {
        for (const statement of undo) await connection.query(statement).catch(() => {});
        throw error;
      }
    });
  };

  async function write(batch: readonly Prepared[]): Promise<Fate[]> {
    for (let attempts = 1; ; attempts++) {
      try {
        return await attempt(batch);
      } catch (error) {
        const overtaken = error instanceof Overtaken;
        const { code = '' } = error as { code?: string };
        // A deadlock inside another's unit of work is that one's to retry: its locks are the other half of it.
        const again = overtaken || (retriedStates.has(code) && !db.inTransaction);
        if (again && attempts < maxAttempts) await pause(Math.random() * 2 ** attempts * 5);
        else if (isOfTheData(code)) return apart(batch, code);
        else throw overtaken ? problem('CHL_UNAVAILABLE', { cause: error }) : error;
      }
    }
  }

  /** One row that the database refuses doesn't fail its neighbours: halves are tried by themselves, in order. */
  async function apart(batch: readonly Prepared[], code: string): Promise<Fate[]> {
    if (batch.length === 1) {
      const detail = `the database refuses it (SQLSTATE ${code})`;
      return [rejected(batch[0]!.input, problem('CHL_INPUT_INVALID', { detail }))];
    }
    const middle = batch.length >> 1;
    return [...(await write(batch.slice(0, middle))), ...(await write(batch.slice(middle)))];
  }

  async function writeAndTell(batch: readonly Prepared[]): Promise<Fate[]> {
    if (batch.length === 0) return [];
    const joined = db.inTransaction;
    const fates = await (joined ? write(batch) : outside(() => slot(() => write(batch))));
    if (fates.some(({ fate }) => fate === 'recorded')) db.afterCommit(recorded);
    return fates;
  }

  /** Moments that come one by one share transactions. */
  const single = inGroups(
    async (batch: readonly Prepared[]) => {
      const fates = await write(batch);
      if (fates.some(({ fate }) => fate === 'recorded')) recorded();
      return fates;
    },
    { atOnce: inFlight },
  );

  return {
    types,
    async record(items, { live = true } = {}) {
      const prepared = await prepare(items, live, prepareContext);
      const fates = await writeAndTell(prepared.filter(isPrepared));
      let next = 0;
      return prepared.map((item) => (isPrepared(item) ? fates[next++]! : item));
    },
    async recordOne(item, { live = true } = {}) {
      const [prepared] = await prepare([item], live, prepareContext);
      if (!isPrepared(prepared!)) return prepared!;
      return db.inTransaction ? (await writeAndTell([prepared]))[0]! : single(prepared);
    },
  };
}

/**
 * Plans by index whatever the statistics say: those of a table that is being filled are always behind. And plans
 * once: for a handful of moments PostgreSQL would plan each statement anew, at more than it costs to run.
 */
const byIndex = [
  'set local enable_seqscan = off',
  'set local enable_hashjoin = off',
  'set local enable_mergejoin = off',
  'set local plan_cache_mode = force_generic_plan',
].join('; ');

const ofItsOwn: { frame: Frame; undo: readonly string[] } = {
  frame: { begin: `begin; ${byIndex}; ${holdOffErasures}`, end: 'commit' },
  undo: ['rollback'],
};
const partOfAnother: typeof ofItsOwn = {
  frame: { begin: `savepoint chaland_ingest; ${holdOffErasures}`, end: 'release savepoint chaland_ingest' },
  undo: ['rollback to savepoint chaland_ingest', 'release savepoint chaland_ingest'],
};

/** In another's transaction `byIndex` would be its too; statements that are planned each time need it less. */
const unprepared = (connection: Connection): Connection => ({
  ...connection,
  query: (text, values) => connection.query(text, values),
});

/** Data exceptions, broken constraints, and what exceeds a limit such as an index row's size. */
const isOfTheData = (code: string) => /^(22|23|54)/.test(code);
