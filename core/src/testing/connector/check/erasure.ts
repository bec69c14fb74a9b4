import assert from 'node:assert/strict';
import type { Database } from '../../../data/database.ts';
import { searchDatabase } from '../../../privacy/prove/search.ts';
import type { DescribedConnector } from '../described.ts';
import { startSubject } from '../subject.ts';
import { connectorOf } from './declaration.ts';

/** Once everybody whom the connector told of is erased, no table and no line of the log has anything of them. */
export async function checkErasure(described: DescribedConnector): Promise<void> {
  await using subject = await startSubject(described);
  const { app, connection } = subject;
  for (const delivery of described.deliveries ?? []) await subject.deliver(delivery);
  if (subject.vendor && connectorOf(described).pull) await app.pull(connection.id);
  await subject.settle();

  const words = [...new Set([...(await personalWords(app.db)), ...(described.personal ?? [])])];
  const patterns = words.map((word) => `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`);
  const customers = await app.db.query<{ id: string }>(
    'select id from chaland.customer where merged_into is null',
  );
  assert.ok(words.length > 0 || customers.length === 0, 'nothing is known of the customers: give personal');
  for (const { id } of customers) {
    const { status, body } = await app.delete(`/api/customers/${id}?reason=request`);
    assert.ok(status < 300, JSON.stringify(body));
  }
  await subject.settle();
  await app.access.audit.flush();
  const left = patterns.length === 0 ? [] : await searchDatabase(app.db, patterns);
  assert.deepEqual(
    left
      .filter(({ column }) => !ofNobody.some((table) => column.startsWith(`${table}.`)))
      .map(({ column, rows }) => `${column}: ${rows} rows`),
    [],
    'something is left of people who were erased: see personalData, and what moments do in erase()',
  );
  const log = subject.logged().toLowerCase();
  const told = words.filter((word) => log.includes(word.toLowerCase()));
  assert.deepEqual(told, [], 'the log tells of people');
}

/** Written when a deployment starts: a word in them is a word, and no name. */
const ofNobody = ['chaland.personal_data', 'chaland.purpose', 'chaland.moment_type', 'chaland.role'];

/** Identifiers and names, long enough not to be found by chance. */
async function personalWords(db: Database): Promise<string[]> {
  const rows = await db.query<{ word: string }>(
    `select value as word from chaland.profile_identifier where kind not like 'source:%'
     union select raw from chaland.profile_identifier where kind not like 'source:%'
     union select attributes ->> 'lastName' from chaland.profile`,
  );
  return rows.map(({ word }) => word).filter((word) => word && word.length >= 5);
}
