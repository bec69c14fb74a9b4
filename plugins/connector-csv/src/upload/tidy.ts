import { type Context, job } from '@chaland/core';
import { silence } from '../import/import-row.ts';
import { importSettings } from '../settings.ts';
import { idsBefore, removeFiles } from './folder.ts';

/** Removes uploaded files and their rejects when their days are over. The counts of an import stay. */
export const tidyJob = job({
  id: 'connector-csv.tidy',
  title: { en: 'Remove old uploaded files', fr: 'Supprimer les anciens fichiers envoyés' },
  schedule: '7 * * * *',
  async handle(_args, context) {
    const { db, clock } = context;
    const now = clock.now();
    const due = await db.query<{ id: string }>(
      `select id from connector_csv.import
       where kept_until < $1 and state <> 'queued' and not (state = 'running' and alive_at > $2)`,
      [now, new Date(now.getTime() - silence)],
    );
    for (const { id } of due) await forgetFile(context, id);
    await removeStrays(context);
  },
});

/** The file first: what can't be removed is tried again. An upload that never became an import leaves nothing. */
export async function forgetFile({ db }: Context, id: string): Promise<void> {
  await removeFiles(id);
  await db.query('delete from connector_csv.import where id = $1 and started_at is null', [id]);
  await db.query(
    `update connector_csv.import
     set kept_until = null, rejects = false, state = case when state = 'running' then 'stopped' else state end
     where id = $1 and kept_until is not null`,
    [id],
  );
}

/** Files that no import knows: their upload, or the removal, was cut short. */
async function removeStrays(context: Context): Promise<void> {
  const { keptFrom } = await importSettings(context);
  const ids = await idsBefore(keptFrom());
  if (ids.length === 0) return;
  const known = await context.db.query<{ id: string }>(
    'select id from connector_csv.import where id = any($1::uuid[]) and kept_until is not null',
    [ids],
  );
  const kept = new Set(known.map(({ id }) => id));
  for (const id of ids) if (!kept.has(id)) await removeFiles(id);
}
