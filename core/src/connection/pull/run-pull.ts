import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from '../../context.ts';
import type { JobRun } from '../../job/job.ts';
import { completeArgs } from '../complete-args.ts';
import type { OpenConnection, WritePulled } from '../connections.ts';
import type { PulledBatch } from '../connector.ts';
import type { ConnectionParts } from '../parts.ts';
import { openArgs } from '../store/sealed-args.ts';
import { troubleOf } from '../trouble.ts';
import { claimPull, type Pulling } from './claim.ts';
import { endPull, failPull, yieldPull } from './end.ts';

/** Deliveries of one batch at most: they are written in one transaction. */
const most = 1_000;

/** A pull gives way to other jobs after so long, and goes on when it is its turn again. Milliseconds. */
const turn = 20_000;

export interface PullParts extends ConnectionParts {
  locale: Context['locale'];
  write: WritePulled;
  random(): number;
}

/** What came of it: `more` where it gave way and is to go on; `lost` where another one, or somebody, took over. */
export type PullEnd = 'done' | 'more' | 'failed' | 'lost';

/** Somebody paused the connection, removes it, or begins anew; or this process was taken for gone. */
class Lost extends Error {}

/**
 * Pulls from where the last batch that was written ended, until there is nothing more. Each batch is written with its
 * cursor in one transaction: whatever ends it, and where, nothing is missed, and nothing counts twice.
 * @throws the reason of the signal once it aborts; what fails is kept with the connection and shown
 */
export async function runPull(
  parts: PullParts,
  id: string,
  run: Pick<JobRun, 'id' | 'signal' | 'save'>,
): Promise<PullEnd> {
  const { clock } = parts;
  const pulling = await claimPull(parts, id, run.id);
  if (!pulling) return 'lost';
  const lost = new AbortController();
  const beats = AsyncLocalStorage.snapshot();
  const heart = beats(() =>
    setInterval(() => void pulling.renew().then((held) => held || lost.abort(new Lost())), 20_000),
  );
  const signal = AbortSignal.any([run.signal, lost.signal]);
  let batches = 0;
  try {
    const { connection, args } = await opened(parts, pulling);
    const until = clock.now().getTime() + turn;
    const { http, log, now, hookUrl } = parts.tools.for(connection.connector, id, signal);
    const { name, source } = connection;
    for await (const batch of connection.connector.pull!({
      args,
      connection: { id, name, source },
      locale: parts.locale,
      cursor: pulling.row.cursor ?? undefined,
      http,
      log,
      now,
      hookUrl,
      signal,
    })) {
      signal.throwIfAborted();
      await writeBatch(parts, pulling, connection, batch, run);
      batches++;
      if (clock.now().getTime() < until) continue;
      await yieldPull(parts, pulling);
      return 'more';
    }
    await endPull(parts, pulling);
    return 'done';
  } catch (error) {
    if (error instanceof Lost || lost.signal.aborted) return 'lost';
    // The run goes on in the next process.
    run.signal.throwIfAborted();
    await failPull(parts, pulling, troubleOf(error, clock.now()), {
      error,
      progressed: batches > 0,
    });
    return 'failed';
  } finally {
    clearInterval(heart);
  }
}

async function opened(
  { key, db }: PullParts,
  { row, known }: Pulling,
): Promise<{ connection: OpenConnection; args: Record<string, unknown> }> {
  const { id, name, source, state } = row;
  const args = await completeArgs(known.connector, openArgs(key, known, id, row), { db });
  return { connection: { id, name, source, state, connector: known.connector, args: [args] }, args };
}

function writeBatch(
  { db, write }: PullParts,
  { row, advance }: Pulling,
  connection: OpenConnection,
  { deliveries, cursor, progress, live = true }: PulledBatch,
  run: Pick<JobRun, 'save'>,
): Promise<void> {
  if (deliveries.length > most) {
    throw new Error(
      `the connector "${row.connector}" gave ${deliveries.length} deliveries in one batch; ${most} may be`,
    );
  }
  return db.transaction(async () => {
    if (deliveries.length > 0) await write(connection, deliveries, { live });
    const far = await advance(cursor, deliveries.length, progress);
    if (!far) throw new Lost();
    await run.save(far.total === null ? { done: far.done } : { done: far.done, total: far.total });
  });
}
