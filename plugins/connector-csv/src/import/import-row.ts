import { type Database, type RawBuilder, sql } from '@chaland/core';

export type Task = 'check' | 'import';
export type StoredState = 'uploaded' | 'queued' | 'running' | 'checked' | 'finished' | 'stopped' | 'failed';
export type State = StoredState | 'interrupted';

/** An import as it stands in the database. */
export interface ImportRow {
  id: string;
  file: string;
  bytes: number | null;
  source: string | null;
  mapping_id: string | null;
  mapping_title: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  kept_until: Date | null;
  task: Task | null;
  state: State;
  progress: unknown;
  report: unknown;
  problem: unknown;
  rejects: boolean;
  rows: number | null;
  used: number;
  rejected: number;
  recorded: number;
  duplicates: number;
  refused: number;
}

/** Whose last sign of life is older than so many milliseconds was interrupted. */
export const silence = 30_000;

/**
 * Imports with what they recorded so far: of finished ones that is in the report, of others it is summed over their
 * batches.
 * @param which a condition on `connector_csv.import i`
 */
export function readImports(
  db: Database,
  now: Date,
  which: RawBuilder<unknown>,
  limit: number,
): Promise<readonly ImportRow[]> {
  return db.rows<ImportRow>(sql`
    select i.id, i.file, i.bytes, i.source, i.mapping_id, i.mapping ->> 'title' as mapping_title,
      i.created_at, i.started_at, i.finished_at, i.kept_until, i.task,
      case when i.state = 'running' and coalesce(i.alive_at < ${new Date(now.getTime() - silence)}, true)
        then 'interrupted' else i.state end as state,
      i.progress, i.report, i.problem, i.rejects, i.rows,
      coalesce(b.used, (i.report -> 'rows' ->> 'used')::bigint, 0)::bigint as used,
      coalesce(b.rejected, (i.report -> 'rows' ->> 'rejected')::bigint, 0)::bigint as rejected,
      coalesce(b.recorded, (i.report -> 'moments' ->> 'recorded')::bigint, 0)::bigint as recorded,
      coalesce(b.duplicates, (i.report -> 'moments' ->> 'duplicate')::bigint, 0)::bigint as duplicates,
      coalesce(b.refused, (i.report -> 'moments' ->> 'conflict')::bigint + (i.report -> 'moments' ->> 'rejected')::bigint, 0)::bigint
        as refused
    from (select * from connector_csv.import i where ${which} order by i.id desc limit ${limit}) i
    left join lateral (
      select coalesce(sum(used), 0) as used, coalesce(sum(rejected), 0) as rejected,
        coalesce(sum(moments - duplicates - jsonb_array_length(refused)), 0) as recorded,
        coalesce(sum(duplicates), 0) as duplicates, coalesce(sum(jsonb_array_length(refused)), 0) as refused
      from connector_csv.import_batch where import_id = i.id
    ) b on i.state <> 'finished' or i.report is null
    order by i.id desc`);
}
