import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { onBothDatabases, startTestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import connectorCsv from './plugin.ts';
import { imports, receiptFile, receiptMapping, upload, uploads } from './testing/upload.ts';

onBothDatabases((on) => {
  test('who is erased is in no uploaded file and no rejected row any more, packed or not', async () => {
    using files = uploads();
    await using app = await startTestChaland({ plugins: [sales, connectorCsv], on });
    const id = await upload(app, receiptFile(20));
    await app.post(`${imports}/${id}/start`, { mapping: receiptMapping });
    await app.drain();
    const others = await upload(app, 'No,Sku,Email\n1,A,somebody.else@example.org\n');
    const packed = await upload(
      app,
      gzipSync('No,Sku,Email\n1,A,C1@Example.org\n') as Uint8Array<ArrayBuffer>,
    );
    const there = (of: string, ending = '.csv') => existsSync(join(files.folder, `${of}${ending}`));
    assert.ok(there(id) && there(id, '.rejects.csv') && there(packed));

    const [held] = await app.db.query<{ customer: string }>(
      `select p.customer_id as customer from chaland.identifier i join chaland.profile p on p.id = i.profile_id
       where i.kind = 'email' and i.value = 'c1@example.org'`,
    );
    assert.equal((await app.delete(`/api/customers/${held!.customer}`)).status, 200);
    assert.ok(!there(id) && !there(id, '.rejects.csv'), 'the whole file goes');
    assert.ok(!there(packed));
    assert.ok(there(others), 'one that doesn’t tell of them stays');
    assert.equal(
      (await app.get(`${imports}/${id}`)).body.moments.recorded,
      18,
      'and so does what was counted',
    );
  });

  test('an import under way that tells of somebody has to end before they are erased', async () => {
    using _ = uploads();
    await using app = await startTestChaland({ plugins: [sales, connectorCsv], on });
    const first = await upload(app, receiptFile(20));
    await app.post(`${imports}/${first}/start`, { mapping: receiptMapping });
    await app.drain();
    const again = await upload(app, `${receiptFile(20)}\n`);
    await app.post(`${imports}/${again}/start`, { mapping: receiptMapping });
    const [row] = await app.db.query<{ id: string }>('select id from chaland.customer order by id limit 1');
    const refused = await app.delete(`/api/customers/${row!.id}`);
    assert.equal(refused.status, 409);
    assert.equal(refused.body.code, 'CSV_IMPORT_BUSY');
    await app.drain();
    assert.equal((await app.delete(`/api/customers/${row!.id}`)).status, 200);
  });
});
