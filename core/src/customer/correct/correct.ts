import { textArray, uuidArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Connection } from '../../data/connection.ts';
import {
  type Attributes,
  flatten,
  type ProfileAttributes,
  sameValue,
  unflatten,
  withAttributes,
} from '../attributes.ts';
import { recomputeGoldenRecords } from '../survivorship/recompute.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';
import { type AddedIdentifier, addIdentifiers } from './add-identifiers.ts';
import { foundOwnProfile, readOwnProfiles } from './own-profiles.ts';

/** What the retailer says of a customer, over what their sources say. */
export interface Correction {
  customerId: string;
  /** null says that there is none. */
  attributes: Record<string, unknown>;
  /** Names of attributes of which the retailer says nothing any more; those of its own as `custom.<name>`. */
  withdraw: readonly string[];
  identifiers: readonly AddedIdentifier[];
}

/**
 * Writes a correction as what the source `chaland` has said since now, and chooses the golden record anew. The
 * first one founds that source's profile. The customer's row and that profile's are locked by the caller.
 * @returns the names of what is said now and was not before
 */
export async function correct(
  connection: Pick<Connection, 'query'>,
  { customerId, attributes, withdraw, identifiers }: Correction,
  now: Date,
  rules: SurvivorshipRules,
): Promise<string[]> {
  const profiles = await readOwnProfiles(connection, customerId);
  const says = Object.keys(attributes).length > 0 || identifiers.length > 0;
  if (says && !profiles.some(({ key }) => key === customerId)) {
    profiles.push(await foundOwnProfile(connection, customerId, now));
  }
  const changed = profiles.flatMap((before) => {
    // What was corrected in a customer that was merged into this one is theirs to have back after an undo.
    const said = before.key === customerId ? (attributes as Attributes) : {};
    const after = withAttributes(without(before, withdraw), said, now.toISOString());
    const names = differing(before, after);
    return names.length === 0 ? [] : [{ id: before.id, names, ...after }];
  });
  if (changed.length > 0) {
    const rows = changed.map(({ id, attributes, since }) => ({
      id,
      attributes: JSON.stringify(attributes),
      since: JSON.stringify(since),
    }));
    const written = columns(rows, 'id', 'attributes', 'since');
    await connection.query(
      `update chaland.profile p
       set attributes = t.attributes::jsonb, attributes_since = t.since::jsonb, updated_at = $4::timestamptz
       from unnest($1::uuid[], $2::text[], $3::text[]) as t (id, attributes, since)
       where p.id = t.id`,
      [uuidArray(written.id), textArray(written.attributes), textArray(written.since), now],
    );
  }
  const own = profiles.find(({ key }) => key === customerId);
  if (own && identifiers.length > 0) await addIdentifiers(connection, own.id, customerId, identifiers, now);
  await recomputeGoldenRecords(connection, [customerId], now, rules);
  return [
    ...new Set(changed.flatMap(({ names }) => names)),
    ...identifiers.map(({ kind }) => `identifiers.${kind}`),
  ];
}

function without({ attributes, since }: ProfileAttributes, withdraw: readonly string[]): ProfileAttributes {
  const isKept = ([name]: [string, unknown]) => !withdraw.includes(name);
  return {
    attributes: unflatten(Object.fromEntries(Object.entries(flatten(attributes)).filter(isKept))),
    since: Object.fromEntries(Object.entries(since).filter(isKept)),
  };
}

function differing(before: ProfileAttributes, after: ProfileAttributes): string[] {
  const [a, b] = [flatten(before.attributes), flatten(after.attributes)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !sameValue(a[name], b[name]));
}
