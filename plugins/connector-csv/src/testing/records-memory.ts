import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { testDatabase } from '@chaland/core/testing';
import connectorCsv from '../plugin.ts';
import { testCli } from './cli.ts';
import { consentFile, consentMapping } from './consent-file.ts';
import { testFolder } from './files.ts';

/** Writes a file of so many people, of whom each said something of the newsletter. */
async function writePeople(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(consentFile([]).trimEnd());
  for (let from = 0; from < rows; from += 2_000) {
    let piece = '';
    for (let n = from; n < Math.min(from + 2_000, rows); n++) {
      piece += `\n${n},Simulated-${n},simulated-${n}@example.org,${n % 2 ? 'yes' : 'no'},2026-01-05 10:00:00`;
    }
    if (!out.write(piece)) await once(out, 'drain');
  }
  out.end('\n');
  await once(out, 'close');
}

/** Reads and maps a dropped file in a process whose heap has so many MiB: it ends where it needs more. */
export async function dropWithin(mebibytes: number, rows: number): Promise<void> {
  using folder = testFolder();
  const path = join(folder.path, 'people.csv');
  await writePeople(path, rows);
  const script = fileURLToPath(new URL('./read-drop.ts', import.meta.url));
  const flags = ['--conditions=chaland:source', `--max-old-space-size=${mebibytes}`];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...flags,
    script,
    JSON.stringify({ path, size: 1 }),
  ]);
  assert.deepEqual(JSON.parse(stdout), { profiles: rows, consents: rows });
}

/** The same through an import into a database. */
export async function importWithin(mebibytes: number, rows: number): Promise<void> {
  using folder = testFolder();
  const path = join(folder.path, 'people.csv');
  await writePeople(path, rows);
  await using database = await testDatabase({ on: 'postgres', plugins: [connectorCsv] });
  const cli = testCli(['@chaland/connector-csv'], database.address!);
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `--max-old-space-size=${mebibytes}`;
  try {
    const mapping = folder.write('mapping.json', JSON.stringify(consentMapping));
    const { code, json } = await cli.run<{ records: Record<string, { recorded: number }> }>(
      'import',
      path,
      '--mapping',
      mapping,
      '--rejects',
      join(folder.path, 'rejects.csv'),
    );
    assert.equal(code, 0);
    assert.deepEqual([json.records.profiles?.recorded, json.records.consents?.recorded], [rows, rows]);
  } finally {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
    cli.remove();
  }
}
