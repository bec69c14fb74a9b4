import { readFile } from 'node:fs/promises';
import { type Context, problem, sql } from '@chaland/core';
import { readImports } from '../import/import-row.ts';
import { filesOf } from '../upload/folder.ts';
import { importView } from './import-view.ts';

/**
 * One import with its report.
 * @param options.withSample for whoever may see persons in it
 * @throws CHL_NOT_FOUND
 */
export async function readImport(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  id: string,
  { withSample }: { withSample: boolean },
) {
  const [row] = await readImports(db, clock.now(), sql`i.id = ${id}::uuid`, 1);
  if (!row) throw problem('CHL_NOT_FOUND', { detail: 'there is no such import' });
  return {
    ...importView(row),
    report: row.report,
    sample: withSample && row.state === 'checked' ? await sampleOf(id) : null,
  };
}

/** It lies beside the uploaded file and goes with it. */
async function sampleOf(id: string): Promise<unknown> {
  const text = await readFile(filesOf(id).sample, 'utf8').catch(() => undefined);
  return text === undefined ? null : JSON.parse(text);
}
