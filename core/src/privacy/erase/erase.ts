import type { AuditTrail } from '../../access/audit-trail.ts';
import type { Clock } from '../../clock.ts';
import { eraseDeliveries } from '../../connection/inbox/erase.ts';
import type { ContactPoint } from '../../consent/contact-point.ts';
import { eraseConsents } from '../../consent/erase.ts';
import { lockScope } from '../../consent/lock.ts';
import type { Context } from '../../context.ts';
import { forgetIdentity } from '../../customer/merge/forget.ts';
import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { uuidv7 } from '../../data/uuid.ts';
import type { Jobs } from '../../job/job.ts';
import { channels } from '../../message/channel.ts';
import type { MomentTypeRegistry } from '../../moment/registry.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import type { SecretKey } from '../../setting/secret-key.ts';
import { declaredTables } from '../declared-tables.ts';
import { oppose, refusedPoints } from '../opposition.ts';
import { type DataSubject, personalDataHandler } from '../personal-data-handler.ts';
import { eraseAnswers } from './erase-answers.ts';
import { eraseAuditDetails, eraseContactPoints, eraseQuarantine, eraseRequests } from './erase-core.ts';
import { eraseMentions } from './erase-mentions.ts';
import { eraseMoments } from './erase-moments.ts';
import { eraseRows } from './erase-rows.ts';
import { rememberErased } from './erased-profiles.ts';
import type { Erasure, ErasureOptions } from './erasure.ts';
import { findSubjects, type Subjects } from './find-subjects.ts';
import { enterErasure } from './gate.ts';
import { createNobody } from './nobody.ts';
import { sweepJob } from './sweep.ts';

export interface EraseParts {
  db: Database;
  clock: Clock;
  extensions: Extensions;
  types: MomentTypeRegistry;
  key: SecretKey;
  jobs: Jobs;
  audit: Pick<AuditTrail, 'write'>;
  contextOf(plugin: string): Context;
}

/** Kinds of contact points where no channel says so. */
const usualContacts = ['email', 'phone'];

/** After so long, nothing is under way any more that had begun before an erasure. Milliseconds. */
const sweepAfter = 15 * 60_000;

/**
 * Erases customers, with everybody who was merged into them, everywhere, in one transaction.
 * @returns undefined where none of them is there
 */
export function eraseCustomers(
  parts: EraseParts,
  customerIds: readonly string[],
  { by, caller, reason, oppose: opposes = reason === 'request' || reason === 'objection' }: ErasureOptions,
): Promise<Erasure | undefined> {
  const { db, clock, extensions, types, key, jobs, audit, contextOf } = parts;
  return db.transaction(async () => {
    await enterErasure(db);
    const person = await lockedSubjects(parts, customerIds);
    if (person.customerIds.length === 0) return undefined;
    const { profileIds } = person;
    const now = clock.now();
    const counts: Record<string, Record<string, number>> = {};
    const count = (table: string, what: string, rows: number) => {
      if (rows === 0) return;
      counts[table] = { ...counts[table], [what]: (counts[table]?.[what] ?? 0) + rows };
    };

    const kinds = contactKinds(extensions);
    await oppose(
      db,
      key,
      opposes ? contactPoints(person, kinds) : await refusedPoints(db, profileIds, kinds),
      now,
    );
    // Whoever connects the source again may be told of them anew: nobody asked to be forgotten.
    if (reason !== 'source') await rememberErased(db, key, profileIds, now);
    for (const { plugin, value } of extensions.all(personalDataHandler)) {
      await value.erase?.(person, contextOf(plugin));
    }
    count('chaland.moment_quarantine', 'deleted', await eraseQuarantine(db, profileIds));
    count('chaland.delivery', 'overwritten', await eraseDeliveries(db, person, now));
    const nobody = createNobody();
    const moments = await eraseMoments(db, types, { profileIds }, nobody);
    count('chaland.moment', 'deleted', moments.deleted);
    count('chaland.moment', 'anonymised', moments.anonymised);
    const consents = await eraseConsents(db, profileIds, now);
    count('chaland.consent_detail', 'deleted', consents.details);
    for (const id of person.rootIds) await forgetIdentity(db, id, now);
    await eraseContactPoints(db, person);
    for (const declared of await declaredTables(db)) {
      const { table, entry } = declared;
      if (entry.erase === 'own') continue;
      const what = entry.erase === 'delete' ? 'deleted' : 'anonymised';
      if (entry.customer || entry.profile) count(table, what, await eraseRows(db, declared, person, nobody));
      const mentions = await eraseMentions(db, declared, person.marks);
      count(table, entry.erase === 'delete' ? 'deleted' : 'overwritten', mentions);
    }
    count('chaland.idempotency', 'overwritten', await eraseAnswers(db, person.marks));
    count('chaland.audit', 'overwritten', await eraseAuditDetails(db, person));
    const id = uuidv7(now.getTime());
    const requests = await eraseRequests(db, person.customerIds, { id, erasedAt: now });
    count('chaland.privacy_request', 'anonymised', requests);

    const erasure: Erasure = {
      id,
      customerIds: person.customerIds,
      erasedAt: now,
      reason,
      counts,
    };
    await remember(db, erasure, profileIds, by);
    await audit.write(
      person.customerIds.map((id) => ({
        principal: by,
        action: 'erase',
        subject: { kind: 'customer', id },
        changes: { reason, erasure: erasure.id },
        requestId: caller?.requestId,
        address: caller?.address,
      })),
    );
    await jobs.enqueue(sweepJob, {}, { key: 'sweep', after: new Date(now.getTime() + sweepAfter) });
    return erasure;
  });
}

/** Finds whom it is about, locks them as everybody does, and looks again: a merge may have come between. */
async function lockedSubjects(
  { db, extensions }: EraseParts,
  customerIds: readonly string[],
): Promise<Subjects> {
  for (;;) {
    const person = await findSubjects(db, customerIds);
    if (person.customerIds.length === 0) return person;
    await lockScope(db, {
      profileIds: person.profileIds,
      customerIds: person.customerIds,
      contactPoints: contactPoints(person, contactKinds(extensions)),
      move: true,
    });
    const again = await findSubjects(db, customerIds);
    if (same(person.customerIds, again.customerIds) && same(person.profileIds, again.profileIds)) {
      return again;
    }
  }
}

const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join();

const contactKinds = (extensions: Extensions): string[] => [
  ...new Set([...usualContacts, ...extensions.all(channels).map(({ value }) => value.contact)]),
];

const contactPoints = ({ identifiers }: DataSubject, kinds: readonly string[]): ContactPoint[] =>
  identifiers.filter(({ kind }) => kinds.includes(kind)).map(({ kind, value }) => ({ kind, value }));

async function remember(
  db: Database,
  { id, customerIds, erasedAt, reason, counts }: Erasure,
  profileIds: readonly string[],
  by: ErasureOptions['by'],
): Promise<void> {
  const { kind, id: byId, name } = by;
  await db.query(
    `insert into chaland.erasure (customer_id, erasure_id, reason, made_by, erased_at, counts, profile_ids)
     select customer_id, $2::uuid, $3, $4::jsonb, $5::timestamptz, $6::jsonb, $7::uuid[]
     from unnest($1::uuid[]) as t (customer_id)`,
    [
      uuidArray(customerIds),
      id,
      reason,
      JSON.stringify({ kind, id: byId, name }),
      erasedAt,
      JSON.stringify(counts),
      uuidArray(profileIds),
    ],
  );
}
