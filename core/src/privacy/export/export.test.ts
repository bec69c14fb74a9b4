import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { definePlugin, momentType, personalDataHandler, Type } from '../../index.ts';
import { aCustomer, aMoment, onBothDatabases, startTestChaland } from '../../testing/index.ts';
import { zip } from './zip.ts';

const note = momentType({
  type: 'diary.note',
  version: 1,
  stage: 'after',
  title: { en: 'Note', fr: 'Mot' },
  schema: Type.Object({ text: Type.String() }),
  summary: ({ text }) => text,
});
const diary = definePlugin({
  id: 'diary',
  version: '1.0.0',
  title: { en: 'Diary', fr: 'Carnet' },
  requires: { api: '^1.0' },
  migrations: [
    {
      name: '0001-diary',
      up: `create table diary.page (customer_id uuid not null, n int not null, text text, primary key (customer_id, n));`,
    },
  ],
  personalData: [
    { table: 'diary.page', customer: 'customer_id', export: 'rows', erase: 'delete', merge: 'byProfile' },
  ],
  contributes: [
    note,
    personalDataHandler({
      id: 'diary.drawings',
      export: (person) => [{ name: 'drawings', rows: () => [{ of: person.customerIds[0], what: 'a cat' }] }],
    }),
  ],
});

/** The files of an archive by their names, read by its directory as other programs do. */
function unzipped(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = bytes.length - 22;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const packed = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const offset = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = offset + 30 + nameLength;
    files.set(name, inflateRawSync(bytes.subarray(start, start + packed)).toString());
    at += 46 + nameLength;
  }
  return files;
}

const marie = aCustomer({
  identifiers: [{ kind: 'email', value: 'Marie.Curie@example.com', verified: true }],
  attributes: { firstName: 'Marie', lastName: 'Curie & <fille>', language: 'fr' },
});

onBothDatabases((on) => {
  test('an archive holds everything on a person, for them to read and for programs', async () => {
    await using app = await startTestChaland({ plugins: [diary], on });
    const fates = await app.moments.record([
      ...Array.from({ length: 1_200 }, (_, n) =>
        aMoment({ id: `n${n}`, type: 'diary.note', customer: marie, data: { text: `note ${n}` } }),
      ).slice(0, 1_000),
      aMoment({ type: 'diary.note', customer: aCustomer(), data: { text: 'of somebody else' } }),
    ]);
    await app.moments.record(
      Array.from({ length: 200 }, (_, n) =>
        aMoment({ id: `o${n}`, type: 'diary.note', customer: marie, data: { text: `other ${n}` } }),
      ),
    );
    const id = (fates[0] as { customer: string }).customer;
    await app.db.query(`insert into diary.page values ($1, 1, 'dear diary')`, [id]);

    const answer = await app.request(`/api/customers/${id}/export`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/zip');
    const files = unzipped(Buffer.from(await answer.arrayBuffer()));

    const moments = JSON.parse(files.get('chaland/moment.json')!) as { data: { text: string } }[];
    assert.equal(moments.length, 1_200, 'every page of a long history is read');
    assert.ok(!moments.some(({ data }) => data.text === 'of somebody else'));
    assert.deepEqual(JSON.parse(files.get('diary/page.json')!), [
      { customer_id: id, n: 1, text: 'dear diary' },
    ]);
    assert.deepEqual(JSON.parse(files.get('diary/drawings.json')!), [{ of: id, what: 'a cat' }]);
    const about = JSON.parse(files.get('about.json')!);
    assert.deepEqual(about.sources, ['till']);
    assert.ok(about.purposes.length > 3);

    const page = files.get('index.html')!;
    assert.match(page, /<html lang="fr">/);
    assert.match(page, /Mot: note 1/);
    assert.match(page, /Curie &amp; &lt;fille&gt;/);
    assert.match(page, /marie\.curie@example\.com|Marie\.Curie@example\.com/);
    assert.match(page, /tout est dans chaland\/moment\.json/);
    assert.equal((await app.get(`/api/customers/${crypto.randomUUID()}/export`)).status, 404);
  });
});

test('an archive is one that other programs open', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'chaland-zip-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const long = Array.from({ length: 50_000 }, (_, n) => `line ${n} – été\n`);
  const pieces: Uint8Array[] = [];
  for await (const piece of zip(
    [
      { name: 'a/long.txt', content: long },
      { name: 'empty.txt', content: [] },
    ],
    new Date('2026-03-02T10:00:00Z'),
  )) {
    pieces.push(piece);
  }
  const file = join(folder, 'a.zip');
  writeFileSync(file, Buffer.concat(pieces));
  const python = `import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])`;
  try {
    execFileSync('python3', ['-c', python, file, folder]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return t.skip('there is no other program here');
    throw error;
  }
  assert.equal(readFileSync(join(folder, 'a/long.txt'), 'utf8'), long.join(''));
  assert.equal(readFileSync(join(folder, 'empty.txt'), 'utf8'), '');
});
