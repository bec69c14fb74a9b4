import { createHash } from 'node:crypto';
import type { FilePart, PulledDelivery, ReadableFile } from '@chaland/core';
import { compileMapping } from '../mapping/compile.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { openFile } from '../read/file.ts';
import { groupRows, type RowGroup } from '../sort/group-rows.ts';
import type { RowsDelivery } from './rows-delivery.ts';

/** Groups of rows in a part: it is written in one transaction. */
const most = 200;

/**
 * A dropped file as groups of rows that belong together. A place in it is a number of groups.
 * @throws CSV_FILE_… and CSV_COLUMN_… for a file that can't be read, or doesn't fit the mapping
 */
export async function* readParts(
  { name, path }: ReadableFile,
  after: number,
  mapping: Mapping,
): AsyncGenerator<FilePart> {
  const open = await openFile(path, mapping.file);
  try {
    const { columns } = open;
    const { group } = compileMapping(mapping, columns);
    let place = 0;
    let deliveries: PulledDelivery[] = [];
    for await (const rows of groupRows(open.rows, group)) {
      if (place++ < after) continue;
      const body: RowsDelivery = { columns, ...rows };
      deliveries.push({ key: keyOf(columns, rows), topic: name, body });
      if (deliveries.length < most) continue;
      yield { deliveries, place };
      deliveries = [];
    }
    if (deliveries.length > 0) yield { deliveries, place };
  } finally {
    await open.close();
  }
}

/** By what the rows say: wherever the same stands, in whichever file, it is the same delivery. */
const keyOf = (columns: readonly string[], { rows }: RowGroup): string =>
  createHash('sha256')
    .update(JSON.stringify([columns, rows.map(({ cells }) => cells)]))
    .digest('base64url');
