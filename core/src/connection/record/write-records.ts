import type { Context } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { problem } from '../../http/problem.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import { holdOffErasures } from '../../privacy/erase/gate.ts';
import { type BroughtRecords, type RecordFate, recordKinds, type WriteOptions } from './record-kind.ts';

/** What became of what one item brought: by kind, each record's fate, in order. */
export type Fates = Readonly<Record<string, readonly RecordFate[]>>;

export interface WriteRecordsOptions extends WriteOptions {
  /** Tells what would become of them, and writes nothing. Not inside a unit of work: it is one of its own, undone. */
  dryRun?: boolean;
}

/** Records at most that a kind is given at once. */
const most = 1_000;

/** Rolls a dry run back with what it would have come to. */
class Undone extends Error {
  readonly fates: Fates[];
  constructor(fates: Fates[]) {
    super('a dry run');
    this.fates = fates;
  }
}

/**
 * Writes what several items bring together, kind by kind: stores before people, people before what they do. A handful of
 * statements for each kind and 1,000 records, in one transaction; inside a unit of work it is part of it. Each record is
 * judged by itself.
 * @returns what became of what each item brought, in order; pointers of problems are into the record
 */
export async function writeBatch(
  items: readonly BroughtRecords[],
  { dryRun, ...options }: WriteRecordsOptions,
  context: Context,
): Promise<Fates[]> {
  const { db } = context;
  const parts = { ...context, contextOf: () => context };
  if (!dryRun) return db.transaction(() => writeKinds(items, options, parts));
  if (db.inTransaction) throw new Error('a dry run is a unit of work of its own');
  try {
    return await db.transaction(async () => {
      throw new Undone(await writeKinds(items, options, parts));
    });
  } catch (error) {
    if (error instanceof Undone) return error.fates;
    throw error;
  }
}

/** As {@link writeBatch}, of one item. */
export async function writeRecords(
  brought: BroughtRecords,
  options: WriteRecordsOptions,
  context: Context,
): Promise<Fates> {
  const [fates] = await writeBatch([brought], options, context);
  return fates!;
}

/** As {@link writeBatch}, in the current unit of work, and each kind in a context that it is given. */
export async function writeKinds(
  items: readonly BroughtRecords[],
  options: WriteOptions,
  { db, extensions, contextOf }: { db: Database; extensions: Extensions; contextOf(plugin: string): Context },
): Promise<Fates[]> {
  // Before any other lock, as erasures take it.
  await db.query(holdOffErasures);
  const kinds = extensions.all(recordKinds).toSorted((a, b) => a.value.order - b.value.order);
  const known = kinds.map(({ value }) => value.id);
  const fates = items.map((item) => unknownKinds(item, known));
  for (const { plugin, value: kind } of kinds) {
    const all = items.flatMap((item, index) =>
      recordsOf(item, kind.id).map((record) => ({ record, fates: fates[index]! })),
    );
    for (let from = 0; from < all.length; from += most) {
      const part = all.slice(from, from + most);
      const written = await kind.write(
        part.map(({ record }) => record),
        options,
        contextOf(plugin),
      );
      if (written.length !== part.length) throw new Error(`the record kind "${kind.id}" lost some fates`);
      for (const [place, fate] of written.entries()) {
        const { fates } = part[place]!;
        fates[kind.id] ??= [];
        fates[kind.id]!.push(fate);
      }
    }
  }
  return fates;
}

const recordsOf = (brought: BroughtRecords, kind: string): readonly unknown[] => {
  const records = (brought as Record<string, unknown>)[kind];
  return Array.isArray(records) ? records : [];
};

/** What no plugin takes is no record of anything, and told so. */
function unknownKinds(brought: BroughtRecords, known: readonly string[]): Record<string, RecordFate[]> {
  return Object.fromEntries(
    Object.entries(brought).flatMap(([id, records]) => {
      if (records === undefined || (known.includes(id) && Array.isArray(records))) return [];
      const detail = known.includes(id) ? `"${id}" is not an array` : `there is no kind of record "${id}"`;
      const mend = known.includes(id)
        ? 'Give an array of records.'
        : `${didYouMean(id, known)}The kinds are ${known.join(', ')}.`;
      const fate: RecordFate = {
        fate: 'rejected',
        problem: problem('CHL_INPUT_INVALID', { detail, mend }).toJSON(),
      };
      return [[id, [fate]]];
    }),
  );
}
