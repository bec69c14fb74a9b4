import type { Principal } from '../../access/principal.ts';
import { lockScope } from '../../consent/lock.ts';
import { passOnIdentifiers } from '../../customer/merge/forget.ts';
import { identityChange } from '../../customer/merge/identity-change.ts';
import { recomputeGoldenRecords } from '../../customer/survivorship/recompute.ts';
import type { SurvivorshipRules } from '../../customer/survivorship/rules.ts';
import { uuidArray } from '../../data/binary-array.ts';
import type { EraseParts } from './erase.ts';
import { eraseContactPoints, eraseQuarantine } from './erase-core.ts';
import { enterErasure } from './gate.ts';
import { eraseMomentsOf, forgetMomentKeys, keysToForget } from './moments-of.ts';

/** What is found and compared by a profile alone. */
const byProfile = [
  ['chaland.match_record', 'profile_id'],
  ['chaland.match_pending', 'profile_id'],
  ['chaland.match_pair', 'profile_a'],
  ['chaland.match_pair', 'profile_b'],
  ['chaland.delivery_profile', 'profile_id'],
  ['chaland.profile_identifier', 'profile_id'],
] as const;

/**
 * Erases what one source told of customers whom others tell of, too: its profiles' attributes, identifiers and moments,
 * and what plugins made of these. The empty profile stays, so that consents go on being the customer's: they are the
 * proof of what was agreed to, and the ledger is theirs, not the source's.
 */
export function eraseProfiles(
  parts: EraseParts,
  source: string,
  profileIds: readonly string[],
  { by, rules }: { by: Pick<Principal, 'kind' | 'id' | 'name'>; rules: SurvivorshipRules },
): Promise<void> {
  const { db, clock, extensions, audit, contextOf } = parts;
  return db.transaction(async () => {
    await enterErasure(db);
    const { profiles } = await lockScope(db, { profileIds, move: true });
    const ids = [...profiles.keys()];
    const customerIds = [...new Set(profiles.values())];
    if (ids.length === 0) return;
    const keys = await keysToForget(parts, source, ids);
    await eraseQuarantine(db, ids);
    await eraseMomentsOf(parts, { profileIds: ids }, customerIds);
    await forgetMomentKeys(db, source, keys);

    const identifiers = await db.query<{ kind: string; value: string; raw: string }>(
      'select distinct kind, value, raw from chaland.profile_identifier where profile_id = any($1::uuid[])',
      [uuidArray(ids)],
    );
    await passOnIdentifiers(db, ids);
    await forgetPairs(parts, ids);
    for (const [table, column] of byProfile) {
      await db.query(`delete from ${table} where ${column} = any($1::uuid[])`, [uuidArray(ids)]);
    }
    await db.query(
      `update chaland.profile set key = 'erased:' || id, attributes = '{}', attributes_since = '{}',
         attributes_said = '{}' where id = any($1::uuid[])`,
      [uuidArray(ids)],
    );
    await eraseContactPoints(db, { customerIds, profileIds: ids, identifiers, marks: [] });
    await recomputeGoldenRecords(db, customerIds, clock.now(), rules);
    for (const { plugin, value } of extensions.all(identityChange)) {
      await value.recompute?.(customerIds, contextOf(plugin));
    }
    await audit.write(
      customerIds.map((id) => ({
        principal: by,
        action: 'erase',
        subject: { kind: 'customer', id },
        changes: { reason: 'source', source },
      })),
    );
  });
}

/** Possible duplicates by an identifier that this customer has from nobody else. */
async function forgetPairs({ db }: EraseParts, profileIds: readonly string[]): Promise<void> {
  await db.query(
    `with lost as (
       select distinct a.kind, a.value, p.id, p.home_id, p.customer_id
       from chaland.profile p join chaland.profile_identifier a on a.profile_id = p.id
       where p.id = any($1::uuid[])
     )
     delete from chaland.possible_duplicate d using lost
     where d.kind = lost.kind and d.value = lost.value
       and (d.customer_id in (lost.home_id, lost.customer_id) or d.other_id in (lost.home_id, lost.customer_id))
       and not exists (
         select from chaland.customer_profile own
         join chaland.profile_identifier still on still.profile_id = own.profile_id
         where own.customer_id = lost.customer_id and still.kind = lost.kind and still.value = lost.value
           and own.profile_id <> all($1::uuid[]))`,
    [uuidArray(profileIds)],
  );
}
