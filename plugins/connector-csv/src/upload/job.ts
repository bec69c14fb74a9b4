import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { type Context, job, Problem, Type } from '@chaland/core';
import { silence, type Task } from '../import/import-row.ts';
import { runFile } from '../import/run.ts';
import { importStore } from '../import/store.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { problem } from '../problem.ts';
import { importSettings } from '../settings.ts';
import { filesOf, importFolder } from './folder.ts';

export const runUpload = 'connector-csv.import';

/** Runs a dry run or an import of an uploaded file. A process that ends leaves it to the next one. */
export const uploadJob = job<{ import: string }>({
  id: runUpload,
  title: { en: 'Import an uploaded file', fr: 'Importer un fichier envoyé' },
  args: Type.Object({ import: Type.String({ format: 'uuid' }) }),
  async handle({ import: id }, context, { id: runner, signal }) {
    const claimed = await claim(context, id, runner);
    // It was cancelled, or another run has it.
    if (!claimed) return;
    const { task, mapping } = claimed;
    const { upload, rejects, sample } = filesOf(id);
    try {
      if (!existsSync(upload)) throw elsewhere();
      await runFile(
        {
          file: upload,
          dryRun: task === 'check',
          ...(task === 'check' ? { sampleFile: sample } : { rejects }),
          importId: async () => id,
          runner,
          signal,
          progress() {},
        },
        { mapping: JSON.parse(mapping) as Mapping, digest: createHash('sha256').update(mapping).digest() },
        context,
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await importStore(context).fail(id, runner, error);
      return;
    }
    if (signal.aborted) {
      await leaveToTheNext(context, id, runner);
      throw new Error('its process ends: the next one goes on');
    }
    await keepOn(context, id);
  },
});

interface Claimed {
  task: Task;
  /** JSON. */
  mapping: string;
}

/** Takes the import for this run, where nobody alive has it. A run that is tried again still has its own. */
async function claim({ db, clock }: Context, id: string, runner: string): Promise<Claimed | undefined> {
  const now = clock.now();
  const [row] = await db.query<Claimed>(
    `update connector_csv.import set state = 'running', runner = $2, alive_at = $3
     where id = $1 and (state = 'queued' or state = 'running' and (runner = $2 or alive_at < $4))
     returning task, mapping::text as mapping`,
    [id, runner, now, new Date(now.getTime() - silence)],
  );
  return row;
}

async function leaveToTheNext({ db }: Context, id: string, runner: string): Promise<void> {
  await db.query(
    `update connector_csv.import set state = 'queued', runner = null
     where id = $1 and (state = 'stopped' or state = 'running' and runner = $2)`,
    [id, runner],
  );
}

/** The days that a file is kept begin anew when it was used. */
async function keepOn(context: Context, id: string): Promise<void> {
  const { keptUntil } = await importSettings(context);
  await context.db.query(
    'update connector_csv.import set kept_until = $2 where id = $1 and kept_until is not null',
    [id, keptUntil()],
  );
}

const elsewhere = () =>
  problem('CSV_FILE_GONE', {
    detail: `it is not in ${importFolder()} of ${hostname()}`,
    mend: 'Where several machines run the deployment, let CHALAND_IMPORTS name a folder that all of them share; then resume. Or upload the file again.',
  });
