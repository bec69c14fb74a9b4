import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testFolder } from './files.ts';

/**
 * Sorts a file of so many rows in a process whose heap has so many MiB: it ends where it needs more. How much
 * of the machine's memory it takes says little, since V8 collects its garbage late where there is room.
 * The rows of a receipt lie as far apart as they can.
 */
export async function sortWithin(
  mebibytes: number,
  { rows, held }: { rows: number; held?: number },
): Promise<void> {
  using folder = testFolder();
  const file = join(folder.path, 'many.csv');
  const out = createWriteStream(file);
  out.write('No,Sku,Name,Price\n');
  const receipts = Math.ceil(rows / 5);
  let piece = '';
  for (let index = 0; index < rows; index++) {
    // 7919 is prime: every receipt's number comes once in each round.
    piece += `${(index * 7919) % receipts},SKU-${index % 1000},An article with a name of usual length,12.50\n`;
    if (piece.length < 256 * 1024 && index < rows - 1) continue;
    if (!out.write(piece)) await once(out, 'drain');
    piece = '';
  }
  out.end();
  await once(out, 'close');

  const script = fileURLToPath(new URL('./sort-file.ts', import.meta.url));
  const given = JSON.stringify({ file, folder: folder.path, ...(held ? { held } : {}) });
  const flags = ['--conditions=chaland:source', `--max-old-space-size=${mebibytes}`];
  const output = execFileSync(process.execPath, [...flags, script, given], {
    encoding: 'utf8',
  });
  const result = JSON.parse(output) as { rows: number; groups: number };
  assert.deepEqual(result, { rows, groups: receipts });
}
