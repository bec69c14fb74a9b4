import { type BroughtRecords, type Context, type Fates, writeBatch } from '@chaland/core';
import type { Mapped } from '../mapping/compile.ts';
import type { Batch } from './batches.ts';
import { type BatchFates, summarise } from './fates.ts';

/** The groups of a batch of which something comes. */
export const bringing = ({ groups }: Batch): Mapped[] =>
  groups.filter(({ moment, records }) => moment || records);

/** What a group brings, without its source: that is the import's. */
function broughtBy({ moment, records }: Mapped): BroughtRecords {
  if (!moment) return { ...records };
  const { source: _, ...rest } = moment;
  return { ...records, moments: [rest] };
}

/** Writes what a batch brings, in the current unit of work; nobody is thanked today for last year's receipt. */
export async function writeGroups(batch: Batch, source: string, context: Context): Promise<BatchFates> {
  const fates: Fates[] = await writeBatch(bringing(batch).map(broughtBy), { source, live: false }, context);
  return summarise(fates);
}
