import { type Context, uuidv7 } from '@chaland/core';
import type { BatchFates, Refusal } from './fates.ts';

export interface ImportKey {
  /** Name of the file, without its folder. */
  file: string;
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
  refused: [number, Refusal['fate'], string, string][];
}

/** How far imports are, in the database. */
export function importStore({ db, clock }: Pick<Context, 'db' | 'clock'>) {
  return {
    /** The import of this file by this mapping that was cut short, or a new one. */
    async begin({ file, fileDigest, mappingDigest, source }: ImportKey, { resume }: { resume: boolean }) {
      const digests = [fileDigest.toString('hex'), mappingDigest.toString('hex')];
      const [unfinished] = resume
        ? await db.query<{ id: string }>(
            `select id from connector_csv.import
             where file_digest = decode($1, 'hex') and mapping_digest = decode($2, 'hex') and finished_at is null
             order by id desc limit 1`,
            digests,
          )
        : [];
      if (unfinished) return unfinished.id;
      const now = clock.now();
      const id = uuidv7(now.getTime());
      await db.query(
        `insert into connector_csv.import (id, file, file_digest, mapping_digest, source, started_at)
         values ($3, $4, decode($1, 'hex'), decode($2, 'hex'), $5, $6)`,
        [...digests, id, file, source, now],
      );
      return id;
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
        `select number, used, rejected, moments, duplicates, refused
         from connector_csv.import_batch where import_id = $1 and number = $2`,
        [id, number],
      );
      const { moments, refused, ...counts } = row!;
      return {
        ...counts,
        recorded: moments - counts.duplicates - refused.length,
        refused: refused.map(([index, fate, reason, text]) => ({ index, fate, reason, text })),
      };
    },

    /** To be called in the transaction that records the batch's moments. */
    async writeBatch(
      id: string,
      { number, used, rejected, recorded, duplicates, refused }: DoneBatch,
    ): Promise<void> {
      const refusals = refused.map(({ index, fate, reason, text }) => [index, fate, reason, text]);
      await db.query(
        `insert into connector_csv.import_batch (import_id, number, used, rejected, moments, duplicates, refused)
         values ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
        [
          id,
          number,
          used,
          rejected,
          recorded + duplicates + refused.length,
          duplicates,
          JSON.stringify(refusals),
        ],
      );
    },

    async finish(id: string, rows: number): Promise<void> {
      await db.query(
        'update connector_csv.import set finished_at = coalesce(finished_at, $2), rows = $3 where id = $1',
        [id, clock.now(), rows],
      );
    },
  };
}
export type ImportStore = ReturnType<typeof importStore>;
