import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { consent, customerOf, shop } from '../consent/testing/shop.ts';
import {
  onPostgres,
  startTestChaland,
  type TestChaland,
  type TestDatabase,
  testDatabase,
} from '../testing/index.ts';
import { type TestRole, testRole } from '../testing/postgres/test-role.ts';
import { appendOnly, grantApplicationRole } from './application-role.ts';
import { openDatabase } from './open.ts';
import { schemaOwners } from './schema-owners.ts';

/** Chaland run by a role apart from the one that owns the tables. */
onPostgres(() => {
  let owner: TestDatabase;
  let role: TestRole;
  let app: TestChaland;
  before(async () => {
    owner = await testDatabase({ on: 'postgres', plugins: [shop] });
    role = await testRole(owner, owner.address!);
    await grantApplicationRole(owner, role.name, schemaOwners([shop]));
    const db = await openDatabase(role.address, { connections: 5 });
    const asTestDatabase = Object.assign(db, { address: role.address, [Symbol.asyncDispose]: db.close });
    // It migrates at start, as every process does, and finds nothing to do.
    app = await startTestChaland({ plugins: [shop], database: asTestDatabase });
  });
  after(async () => {
    await app.close();
    await app.db.close();
    await role[Symbol.asyncDispose]();
    await owner.close();
  });

  const mail = (name: string) => ({ kind: 'email', value: `${name}@example.com` });
  const agreed = async (name: string) => {
    const { status, body } = await app.post(
      '/api/consents',
      consent({ customer: { id: name }, contactPoint: mail(name) }),
    );
    assert.equal(status, 201, JSON.stringify(body));
    return customerOf(app, body.profile);
  };

  test('everything works: moments, consents, merges, settings, jobs, erasure, verification', async () => {
    const ok = ({ status, body }: { status: number; body: unknown }) => {
      assert.ok(status < 300, JSON.stringify(body));
      return body as never;
    };
    ok(await app.post('/api/brands', { code: 'nord', name: 'Nord' }));
    ok(await app.post('/api/notices', { code: 'news', texts: { fr: { text: 'Nos offres.' } } }));
    const [ana, bea] = [await agreed('ana'), await agreed('bea')];
    ok(
      await app.post('/api/moments', {
        id: 'v1',
        source: 'web-shop',
        type: 'bought',
        time: app.clock.now().toISOString(),
        customer: { id: 'ana' },
        data: {},
      }),
    );
    const merge = ok(await app.post('/api/merges', { survivor: ana, loser: bea })) as { id: string };
    ok(await app.post(`/api/merges/${merge.id}/undo`, {}));
    ok(await app.post('/api/consents/checkpoints'));
    ok(await app.delete(`/api/customers/${bea}`));
    app.clock.advance({ days: 2 });
    await app.drain();
    for (const job of (
      ok(await app.get('/api/jobs')) as { items: { id: string; lastError: string | null }[] }
    ).items) {
      assert.equal(job.lastError, null, job.id);
    }
    const verification = await app.consents.verify();
    assert.equal(verification.intact, true, JSON.stringify(verification.findings));
    assert.equal(verification.erased, 1);
  });

  describe('what is only added to', () => {
    const columns: Record<(typeof appendOnly)[number], string> = {
      'chaland.consent': 'n',
      'chaland.consent_checkpoint': 'moved',
      'chaland.consent_checkpoint_head': 'n',
      'chaland.notice': 'version',
    };
    for (const table of appendOnly) {
      for (const statement of [
        `update ${table} set ${columns[table]} = 1`,
        `delete from ${table}`,
        `truncate ${table}`,
        `alter table ${table} add column x int`,
        `drop table ${table}`,
      ]) {
        test(`${statement} is refused`, async () => {
          await assert.rejects(app.db.query(statement), { code: '42501' });
        });
      }
    }
    test('the record of migrations is not changed by it either', async () => {
      await assert.rejects(app.db.query('delete from chaland.migration'), { code: '42501' });
    });
  });

  test('a table that is still to be made is told, with how to make it', async () => {
    const later = {
      ...shop,
      id: 'later',
      contributes: [],
      migrations: [{ name: '0001-x', up: 'create table later.x (id int)' }],
    };
    await assert.rejects(
      startTestChaland({ plugins: [later], database: app.db as TestDatabase }),
      (error: Error) => {
        assert.match(error.message, /CHL_MIGRATION_PENDING.*CHALAND_MIGRATION_DATABASE/s);
        return true;
      },
    );
  });
});
