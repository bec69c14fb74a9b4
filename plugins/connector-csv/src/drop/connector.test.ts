import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startTestChaland } from '@chaland/core/testing';
import connectorCsv from '../plugin.ts';
import { testFolder } from '../testing/files.ts';

const mapping = JSON.stringify({
  source: 'crm',
  reject: [{ when: [{ column: 'First', is: 'TEST' }], reason: 'a test' }],
  records: {
    profiles: [
      {
        record: {
          id: '{No}',
          attributes: { firstName: '{First}' },
          time: { $value: '{At}', as: 'time', zone: 'UTC' },
        },
      },
    ],
  },
});
const file = (...rows: string[]) => `No,First,At\n${rows.join('\n')}\n`;
const many = Array.from({ length: 450 }, (_, n) => `${n},Anna,2026-01-05`);

test('files that are dropped are read once, when nobody writes them any more', async () => {
  using drops = testFolder();
  process.env.CHALAND_DROPS = drops.path;
  await using app = await startTestChaland({ plugins: [connectorCsv] });
  const folder = join(drops.path, 'crm');
  mkdirSync(folder);
  const drop = (name: string, content: string | Buffer) => {
    const path = drops.write(join('crm', name), content);
    const long = new Date(app.clock.now().getTime() - 3_600_000);
    utimesSync(path, long, long);
    return path;
  };
  const connection = await app.connect({
    connector: 'connector-csv',
    args: { folder: 'crm', pattern: '*.{csv,csv.gz}', mapping, settle: 30, afterwards: 'leave' },
  });
  const people = async () =>
    (
      await app.db.query<{ key: string; name: string }>(
        `select key, attributes ->> 'firstName' as name from chaland.profile order by key::int`,
      )
    ).map(({ key, name }) => `${key} ${name}`);

  drop('a.csv', file('1,Anna,2026-01-05', '2,TEST,2026-01-05', '3,Bob,never'));
  drop('b.csv.part', file('9,Zoe,2026-01-05'));
  drop('notes.txt', 'nothing');
  const fresh = drop('c.csv', file('4,Chloé,2026-01-05'));
  utimesSync(fresh, app.clock.now(), app.clock.now());
  await app.pull(connection.id);
  assert.deepEqual(await people(), ['1 Anna']);
  const { body } = await app.get(`/api/deliveries?connection=${connection.id}&state=quarantined`);
  assert.equal(body.items[0].problem.code, 'CSV_ROW_REJECTED', JSON.stringify(body));
  assert.match(body.items[0].problem.detail, /^line 4: /);

  app.clock.advance({ minutes: 1 });
  drop('d.csv.gz', gzipSync(file('5,Dan,2026-01-05')));
  renameSync(join(folder, 'a.csv'), join(folder, 'again.csv'));
  await app.pull(connection.id);
  assert.deepEqual(await people(), ['1 Anna', '4 Chloé', '5 Dan']);
  assert.ok(existsSync(fresh), 'it is left where it was');

  const changed = drop('c.csv', file('4,Cloé,2026-01-07'));
  await app.pull(connection.id);
  assert.deepEqual(await people(), ['1 Anna', '4 Cloé', '5 Dan']);
  assert.ok(existsSync(changed));
});

test('what was read is moved away, and a large file is read batch by batch', async () => {
  using drops = testFolder();
  process.env.CHALAND_DROPS = drops.path;
  await using app = await startTestChaland({ plugins: [connectorCsv] });
  mkdirSync(join(drops.path, 'crm'));
  const path = drops.write(join('crm', 'large.csv'), file(...many));
  utimesSync(path, new Date(0), new Date(0));
  const connection = await app.connect({
    connector: 'connector-csv',
    args: { folder: 'crm', pattern: '*.csv', mapping, settle: 30, afterwards: 'move' },
  });
  await app.pull(connection.id);
  const [{ n } = { n: 0 }] = await app.db.query<{ n: number }>(
    'select count(*)::int as n from chaland.profile',
  );
  assert.equal(n, 450);
  assert.deepEqual(readdirSync(join(drops.path, 'crm')), ['done']);
  assert.deepEqual(readdirSync(join(drops.path, 'crm', 'done')), ['19700101T000000Z-large.csv']);
});

test('only folders within the one that the deployment names are read', async () => {
  using drops = testFolder();
  using elsewhere = testFolder();
  process.env.CHALAND_DROPS = drops.path;
  symlinkSync(elsewhere.path, join(drops.path, 'link'));
  await using app = await startTestChaland({ plugins: [connectorCsv] });
  const checked = async (folder: string) => {
    const args = { folder, mapping };
    const { body } = await app.post('/api/connections/check', { connector: 'connector-csv', args });
    return body.ok === true ? 'ok' : body.pointer;
  };
  for (const folder of [elsewhere.path, '../', 'link', 'none']) {
    assert.equal(await checked(folder), '/folder', folder);
  }
  assert.equal(await checked('.'), 'ok');
});
