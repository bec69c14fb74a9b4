import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { DataSubject } from '../personal-data-handler.ts';

/** A mark shorter than this, a till's customer number 12, stands in many texts by chance. */
const shortestMark = 6;

/** One person or several, together. */
export interface Subjects extends DataSubject {
  /** Those of the customers that weren't merged into another. */
  rootIds: readonly string[];
}

/**
 * Everything that these customers are known by, together: the customers that were merged into them, their profiles,
 * and their identifiers in every spelling.
 */
export async function findSubjects(db: Database, customerIds: readonly string[]): Promise<Subjects> {
  const customers = await db.query<{ id: string; merged: boolean }>(
    `select id, merged_into is not null as merged from chaland.customer where id = any($1::uuid[])
     union select id, true from chaland.customer where merged_into = any($1::uuid[])
     order by id`,
    [uuidArray(customerIds)],
  );
  const ids = customers.map(({ id }) => id);
  const profiles = await db.query<{ id: string; key: string }>(
    `select id, key from chaland.profile
     where id in (select profile_id from chaland.customer_profile where customer_id = any($1::uuid[]))
     order by id`,
    [uuidArray(ids)],
  );
  const profileIds = profiles.map(({ id }) => id);
  const identifiers = await db.query<{ kind: string; value: string; raw: string }>(
    'select distinct kind, value, raw from chaland.profile_identifier where profile_id = any($1::uuid[])',
    [uuidArray(profileIds)],
  );
  const spellings = [
    ...identifiers.flatMap(({ value, raw }) => [value, raw]),
    ...profiles.map(({ key }) => key),
  ];
  return {
    customerIds: ids,
    rootIds: customers.filter(({ merged }) => !merged).map(({ id }) => id),
    profileIds,
    identifiers,
    marks: [
      ...new Set([
        ...ids,
        ...profileIds,
        ...spellings.map((text) => text.trim()).filter(({ length }) => length >= shortestMark),
      ]),
    ],
  };
}
