import { unknownPeople } from '../../customer/attribute-store.ts';
import { readHoldings, writeResolution } from '../../customer/identity-store.ts';
import type { JoinRule } from '../../customer/join-policy.ts';
import { recognise } from '../../customer/settle.ts';
import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { pipelined } from '../../data/pipeline.ts';
import { contactRef } from '../contact-point.ts';
import type { Prepared } from './prepare.ts';

/**
 * Whose consents they are: the profiles of the people that sources describe, founded where they are new, exactly as a
 * moment's are; and for a customer, one profile of theirs.
 * @returns the profile of each, in order; undefined where a customer is named that there isn't
 */
export async function profilesOf(
  db: Database,
  batch: readonly Prepared[],
  rule: JoinRule,
  now: Date,
): Promise<(string | undefined)[]> {
  const described = await describedProfiles(db, batch, rule, now);
  const customers = await profilesOfCustomers(db, batch);
  return batch.map(
    (prepared) => prepared.input.profileId ?? described.get(prepared) ?? customers.get(prepared),
  );
}

async function describedProfiles(db: Database, batch: readonly Prepared[], rule: JoinRule, now: Date) {
  const named = batch.flatMap((prepared) => (prepared.person ? { prepared, person: prepared.person } : []));
  if (named.length === 0) return new Map<Prepared, string>();
  return db.session(async (connection) => {
    const people = named.map(({ person }) => person);
    const resolution = await recognise(connection, people, rule, now);
    // A consent tells nothing of somebody but who they are.
    await pipelined(writeResolution(connection, resolution, unknownPeople, now));
    return new Map(named.map(({ prepared }, index) => [prepared, resolution.holdings[index]!.profileId]));
  });
}

interface OfCustomer {
  asked: string;
  profileId: string;
}

async function profilesOfCustomers(db: Database, batch: readonly Prepared[]) {
  const asked = batch.filter(({ input }) => input.customerId !== undefined);
  if (asked.length === 0) return new Map<Prepared, string>();
  const points = asked.flatMap(({ contactPoint }) => contactPoint ?? []);
  const [profiles, holders] = await Promise.all([
    // Who was merged away is who they were merged into.
    db.query<OfCustomer>(
      `with asked as materialized (
         select id as asked, coalesce(merged_into, id) as customer_id
         from chaland.customer where id = any($1::uuid[])
       )
       select asked.asked, p.profile_id as "profileId"
       from asked join chaland.customer_profile p on p.customer_id = asked.customer_id
       order by p.profile_id`,
      [uuidArray([...new Set(asked.map(({ input }) => input.customerId!))])],
    ),
    db.session((connection) =>
      readHoldings(
        connection,
        new Map(points.map((point) => [contactRef(point), { ...point, ref: contactRef(point) }])).values(),
      ),
    ),
  ]);
  const byCustomer = Map.groupBy(profiles, ({ asked: id }) => id);
  return new Map(
    asked.flatMap((prepared): [Prepared, string][] => {
      const theirs = byCustomer.get(prepared.input.customerId!);
      if (!theirs) return [];
      const holder = prepared.contactPoint && holders.get(contactRef(prepared.contactPoint))?.profileId;
      const chosen = theirs.find(({ profileId }) => profileId === holder) ?? theirs[0]!;
      return [[prepared, chosen.profileId]];
    }),
  );
}
