import { createHash } from 'node:crypto';
import { type Context, problem as core } from '@chaland/core';
import { type State, type StoredState, silence, type Task } from '../import/import-row.ts';
import { checkMapping } from '../mapping/load.ts';
import { problem } from '../problem.ts';
import { importSettings } from '../settings.ts';
import { runUpload } from './job.ts';

/** A mapping that somebody chose. */
export interface Choice {
  /** Where it is one of the list. */
  id: string | null;
  mapping: unknown;
}

interface Row {
  state: StoredState;
  alive_at: Date | null;
  task: Task | null;
  kept_until: Date | null;
  mapping: unknown;
  mapping_digest: string | null;
  begun: boolean;
}

/**
 * Queues a dry run or an import of an uploaded file. Asked again for what is under way or done, it does nothing.
 * To be called in a transaction.
 * @throws CSV_IMPORT_BUSY, CSV_IMPORT_BEGUN, CSV_FILE_GONE, CSV_MAPPING_MISSING, CSV_MAPPING_INVALID
 */
export async function queueTask(
  context: Context,
  id: string,
  task: Task,
  choice: Choice | undefined,
): Promise<void> {
  const { db, clock, jobs } = context;
  const row = await lock(context, id);
  const state = stateOf(row, clock.now());
  const text = choice ? JSON.stringify(checkMapping(choice.mapping)) : undefined;
  const digest = text === undefined ? row.mapping_digest : createHash('sha256').update(text).digest('hex');
  const same = digest === row.mapping_digest;

  if (state === 'queued' || state === 'running') {
    if (task === row.task && same) return;
    throw problem('CSV_IMPORT_BUSY');
  }
  if (state === 'finished' && task === 'import' && same) return;
  if (state === 'finished' || (row.begun && !same)) throw problem('CSV_IMPORT_BEGUN');
  if (!row.kept_until) throw problem('CSV_FILE_GONE');
  const mapping = text ?? (row.mapping === null ? undefined : JSON.stringify(row.mapping));
  if (mapping === undefined) throw problem('CSV_MAPPING_MISSING');

  const { keptUntil } = await importSettings(context);
  await db.query(
    `update connector_csv.import
     set state = 'queued', task = $2, runner = null, stop = false, progress = null, report = null, problem = null,
       started_at = case when $2 = 'import' then coalesce(started_at, $3) else started_at end, kept_until = $4
     where id = $1`,
    [id, task, clock.now(), keptUntil()],
  );
  if (text !== undefined && !same) {
    await db.query(
      `update connector_csv.import
       set mapping_id = $2, mapping = $3::json, mapping_digest = decode($4, 'hex'), source = $5
       where id = $1`,
      [id, choice?.id ?? null, mapping, digest, (JSON.parse(text) as { source: string }).source],
    );
  }
  await jobs.enqueue(runUpload, { import: id }, { key: id });
}

/**
 * Asks an import to stop; one that has not begun, or whose process is gone, is stopped at once. One that isn't under
 * way stays as it is. To be called in a transaction.
 */
export async function cancelTask(context: Context, id: string): Promise<void> {
  const { db, clock } = context;
  const state = stateOf(await lock(context, id), clock.now());
  if (state === 'running') {
    await db.query('update connector_csv.import set stop = true where id = $1', [id]);
  } else if (state === 'queued' || state === 'interrupted') {
    await db.query(
      `update connector_csv.import set state = 'stopped', runner = null, stop = false where id = $1`,
      [id],
    );
  }
}

const stateOf = ({ state, alive_at }: Row, now: Date): State =>
  state === 'running' && (!alive_at || alive_at.getTime() < now.getTime() - silence) ? 'interrupted' : state;

async function lock({ db }: Context, id: string): Promise<Row> {
  const [row] = await db.query<Row>(
    `select state, alive_at, task, kept_until, mapping, encode(mapping_digest, 'hex') as mapping_digest,
       exists (select from connector_csv.import_batch where import_id = i.id) as begun
     from connector_csv.import i where id = $1 for update`,
    [id],
  );
  if (!row) throw core('CHL_NOT_FOUND', { detail: 'there is no such import' });
  return row;
}
