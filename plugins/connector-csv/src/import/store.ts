import { type Context, type Problem, type RecordCounts, uuidv7 } from '@chaland/core';
import type { BatchFates, Refusal } from './fates.ts';
import type { Pace } from './pace.ts';
import type { CsvReport } from './tally.ts';

export interface ImportKey {
  /** Name of the file, without its folder. */
  file: string;
  /** As it lies on disk. */
  bytes: number;
  fileDigest: Buffer;
  mappingDigest: Buffer;
  source: string;
}

/** What is committed with a batch's moments. */
export interface DoneBatch extends BatchFates {
  number: number;
  /** Rows that were used, and that weren't. */
  used: number;
  rejected: number;
}

interface BatchRow {
  number: number;
  used: number;
  rejected: number;
  moments: number;
  duplicates: number;
  records: Record<string, RecordCounts> | null;
  refused: [number, Refusal['fate'], string, string][];
}

/** How far imports are, in the database. */
export function importStore({ db, clock }: Pick<Context, 'db' | 'clock'>) {
  return {
    /** The import of this file by this mapping that was cut short, or a new one: for the command line. */
    async begin(
      { file, bytes, fileDigest, mappingDigest, source }: ImportKey,
      { resume }: { resume: boolean },
    ): Promise<string> {
      const digests = [fileDigest.toString('hex'), mappingDigest.toString('hex')];
      const now = clock.now();
      const [unfinished] = resume
        ? await db.query<{ id: string }>(
            `update connector_csv.import set state = 'running', alive_at = $3, stop = false, problem = null
             where id = (
               select id from connector_csv.import
               where file_digest = decode($1, 'hex') and mapping_digest = decode($2, 'hex') and finished_at is null
               order by id desc limit 1)
             returning id`,
            [...digests, now],
          )
        : [];
      if (unfinished) return unfinished.id;
      const id = uuidv7(now.getTime());
      await db.query(
        `insert into connector_csv.import
           (id, file, bytes, file_digest, mapping_digest, source, created_at, started_at, alive_at, task, state)
         values ($3, $4, $5, decode($1, 'hex'), decode($2, 'hex'), $6, $7, $7, $7, 'import', 'running')`,
        [...digests, id, file, bytes, source, now],
      );
      return id;
    },

    /** @returns false when it is to stop, or another run has it */
    async alive(id: string, runner: string | undefined, pace: Pace): Promise<boolean> {
      const [row] = await db.query<{ stop: boolean }>(
        `update connector_csv.import set alive_at = $2, progress = $3::jsonb
         where id = $1 and state = 'running' and ($4::uuid is null or runner = $4)
         returning stop`,
        [id, clock.now(), JSON.stringify(pace), runner ?? null],
      );
      return row ? !row.stop : runner === undefined;
    },

    /** Numbers of the batches that are committed. */
    async doneNumbers(id: string): Promise<Set<number>> {
      const rows = await db.query<{ number: number }>(
        'select number from connector_csv.import_batch where import_id = $1',
        [id],
      );
      return new Set(rows.map(({ number }) => number));
    },

    async readBatch(id: string, number: number): Promise<DoneBatch> {
      const [row] = await db.query<BatchRow>(
        `select number, used, rejected, moments, duplicates, records, refused
         from connector_csv.import_batch where import_id = $1 and number = $2`,
        [id, number],
      );
      const { moments, refused, records, ...counts } = row!;
      const refusals = refused.map(([index, fate, reason, text]) => ({ index, fate, reason, text }));
      const { conflict, rejected } = records?.moments ?? countsOf(refusals);
      const { moments: _, ...others } = records ?? {};
      return {
        ...counts,
        recorded: moments - counts.duplicates - conflict - rejected,
        conflicts: conflict,
        rejectedMoments: rejected,
        ...(Object.keys(others).length > 0 ? { records: others } : {}),
        refused: refusals,
      };
    },

    /** To be called in the transaction that records the batch's moments. */
    async writeBatch(
      id: string,
      {
        number,
        used,
        rejected,
        recorded,
        duplicates,
        conflicts,
        rejectedMoments,
        records,
        refused,
      }: DoneBatch,
    ): Promise<void> {
      const refusals = refused.map(({ index, fate, reason, text }) => [index, fate, reason, text]);
      const moments = { recorded, unchanged: duplicates, conflict: conflicts, rejected: rejectedMoments };
      await db.query(
        `insert into connector_csv.import_batch
           (import_id, number, used, rejected, moments, duplicates, refused, records)
         values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb)`,
        [
          id,
          number,
          used,
          rejected,
          recorded + duplicates + conflicts + rejectedMoments,
          duplicates,
          JSON.stringify(refusals),
          records ? JSON.stringify({ ...records, moments }) : null,
        ],
      );
    },

    /** Notes how a run ended: to its end, or stopped. Without the sample, which tells of persons. */
    async end(id: string, runner: string | undefined, dryRun: boolean, report: CsvReport): Promise<void> {
      const { rejects, content, ...counts } = report;
      const { sample: _, ...told } = content;
      const ended = dryRun ? 'checked' : 'finished';
      await db.query(
        `update connector_csv.import
         set state = $3, stop = false, runner = null, report = $4::jsonb, rejects = $5,
           finished_at = case when $3 = 'finished' then coalesce(finished_at, $6) end,
           rows = case when $3 = 'finished' then $7::bigint end
         where id = $1 and ($2::uuid is null or runner = $2)`,
        [
          id,
          runner ?? null,
          report.complete ? ended : 'stopped',
          JSON.stringify({ ...counts, content: told }),
          rejects !== undefined,
          clock.now(),
          report.rows.read,
        ],
      );
    },

    /** Notes that the file or the mapping can't be read. */
    async fail(id: string, runner: string | undefined, problem: Problem): Promise<void> {
      await db.query(
        `update connector_csv.import set state = 'failed', stop = false, runner = null, problem = $3::jsonb
         where id = $1 and ($2::uuid is null or runner = $2)`,
        [id, runner ?? null, JSON.stringify(problem)],
      );
    },
  };
}
export type ImportStore = ReturnType<typeof importStore>;

/** Where there are moments alone, each refusal is one's. */
function countsOf(refusals: readonly Refusal[]): Pick<RecordCounts, 'conflict' | 'rejected'> {
  const conflict = refusals.filter(({ fate }) => fate === 'conflict').length;
  return { conflict, rejected: refusals.length - conflict };
}
