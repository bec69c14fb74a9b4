import assert from 'node:assert/strict';
import { searchDatabase } from '../../../privacy/prove/search.ts';
import { valueAt } from '../../../setting/pointer.ts';
import { secretFields } from '../../../setting/secret-fields.ts';
import type { DescribedConnector } from '../described.ts';
import { startSubject } from '../subject.ts';
import { connectorOf } from './declaration.ts';

/** Secrets are in no answer of the API, in no line of the log, and readable in no table. */
export async function checkSecrets(described: DescribedConnector): Promise<void> {
  await using subject = await startSubject(described);
  const { app, connection, vendor, args } = subject;
  const secrets = secretFields(connectorOf(described).args)
    .map((pointer) => valueAt(args, pointer))
    .filter((secret): secret is string => typeof secret === 'string');
  assert.ok(
    secrets.every((secret) => secret.length >= 6),
    'give secrets of 6 characters or more to look for',
  );

  for (const delivery of described.deliveries ?? []) await subject.deliver(delivery);
  const answers: string[] = [];
  if (vendor) {
    answers.push(JSON.stringify(await app.post(`/api/connections/${connection.id}/check`)));
    // A client that fails may tell whom it asked, and how.
    vendor.fail?.({ status: 401 });
    answers.push(JSON.stringify(await app.post(`/api/connections/${connection.id}/check`)));
    vendor.fail?.({ status: 403 });
    if (connectorOf(described).pull) {
      await app.pull(connection.id);
      await app.pull(connection.id);
    }
  }
  await subject.settle();
  const { body } = await app.get('/api/deliveries?limit=100');
  const paths = [
    '/api/connectors',
    '/api/connections',
    `/api/connections/${connection.id}`,
    '/api/moments?limit=100',
    '/api/customers?limit=100',
    '/api/audit',
    '/api/plugins',
    '/metrics',
    ...((body.items ?? []) as { id: string }[]).map(({ id }) => `/api/deliveries/${id}`),
  ];
  for (const path of paths) answers.push(JSON.stringify((await app.get(path)).body));

  for (const secret of secrets) {
    // As JSON, where a quote in it would be written otherwise.
    const written = JSON.stringify(secret).slice(1, -1);
    const where = paths.find((_path, at) => answers[answers.length - paths.length + at]!.includes(written));
    assert.equal(where, undefined, `GET ${where} tells a secret`);
    assert.ok(!answers.some((answer) => answer.includes(written)), 'a check tells a secret');
    assert.ok(!subject.logged().includes(written), 'the log tells a secret');
    const pattern = `%${secret.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    const found = await searchDatabase(app.db, [pattern]);
    assert.deepEqual(
      found.map(({ column }) => column),
      [],
      'a secret can be read in the database',
    );
  }
}
