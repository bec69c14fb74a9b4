import assert from 'node:assert/strict';
import type { Database } from '../../../data/database.ts';
import { valueAt, withValueAt } from '../../../setting/pointer.ts';
import { secretFields } from '../../../setting/secret-fields.ts';
import type { TestDelivery } from '../../test-connections.ts';
import type { DescribedConnector, DescribedDelivery } from '../described.ts';
import { type Subject, startSubject } from '../subject.ts';
import { connectorOf } from './declaration.ts';

/** What isn't from who it says it is gets 401, and leaves nothing but a count. */
export async function checkSignature(described: DescribedConnector): Promise<void> {
  await using subject = await startSubject(described);
  const { app, connection } = subject;
  // Schedules are written once, when jobs first run.
  await subject.settle();
  await app.access.audit.flush();
  const before = await countsOf(app.db);
  const logged = subject.logged().length;
  for (const delivery of described.deliveries ?? []) {
    const forged = forge(described, subject, delivery);
    const { status } = await app.deliver(connection, forged);
    assert.equal(status, 401, `"${delivery.name}" with a bad signature was answered ${status}`);
    const log = subject.logged().slice(logged);
    const told = wordsOf(forged.body).filter((word) => log.includes(word));
    assert.deepEqual(told, [], 'the log tells what a refused request holds');
  }
  await subject.settle();
  await app.access.audit.flush();
  assert.deepEqual(await countsOf(app.db), before, 'a refused request left rows');
  const { body } = await app.get('/metrics');
  assert.match(
    String(body),
    new RegExp(`chaland_deliveries_total\\{connection="${connection.id}",outcome="refused"\\} [1-9]`),
  );
}

function forge(described: DescribedConnector, subject: Subject, delivery: DescribedDelivery): TestDelivery {
  if (described.badSignature) return described.badSignature(subject.requestOf(delivery));
  const secrets = secretFields(connectorOf(described).args);
  const others = secrets.reduce((args, pointer) => {
    const secret = valueAt(args, pointer);
    return typeof secret === 'string' ? withValueAt(args, pointer, otherSecret(secret)) : args;
  }, structuredClone(subject.args));
  return delivery.request(others, subject.connection, subject.app.clock.now());
}

/** Of the same form: base64 stays base64, and a prefix stays. */
const otherSecret = (secret: string): string => {
  const prefix = /^[a-z]+_/.exec(secret)?.[0] ?? '';
  const rest = secret.slice(prefix.length);
  return prefix + rest.replace(/[a-yA-Y0-8]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 1));
};

async function countsOf(db: Database): Promise<Record<string, number>> {
  const tables = await db.query<{ table: string }>(
    `select format('%I.%I', schemaname, tablename) as "table" from pg_tables
     where schemaname not like 'pg\\_%' and schemaname <> 'information_schema' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { table } of tables) {
    const [row] = await db.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    counts[table] = row!.n;
  }
  return counts;
}

/** Texts in a body that can't stand in a log by chance. */
function wordsOf(body: TestDelivery['body']): string[] {
  if (body === undefined) return [];
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? String(body) : JSON.stringify(body);
  return [...new Set(text.match(/[\w.@+-]{8,}/g) ?? [])].filter((word) => /[\d@]/.test(word));
}
