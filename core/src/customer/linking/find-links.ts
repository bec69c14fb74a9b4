import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { JoinRule } from '../join-policy.ts';
import type { FoundLink } from '../merge/merge.ts';

interface Row {
  one: string;
  other: string;
  kind: string;
  value: string;
  asserted: { customer: string; source: string; verified: boolean }[];
  passers: { customer: string; source: string; known: boolean }[];
}

/**
 * Finds, for profiles that something happened to, whom their customers are to be one with: whoever else has the
 * same identifier, where the policy of kind and source lets profiles join by it. What policy says of an unverified
 * one counts as never: it only makes a possible duplicate. Who was told apart is left out, and so is what too many have.
 * @param anonymousSources whose profiles are passers-by until they say who they are
 */
export async function findLinks(
  db: Database,
  profileIds: readonly string[],
  { rule, anonymousSources }: { rule: JoinRule; anonymousSources: ReadonlySet<string> },
): Promise<FoundLink[]> {
  const rows = await db.query<Row>(select, [uuidArray(profileIds)], { name: 'chaland.find-links' });
  return rows.flatMap(({ one, other, kind, asserted, passers }) => {
    const lets = (customer: string, isAnonymous: boolean) =>
      asserted.some((by) => {
        const policy = by.customer === customer ? rule(by.source, kind) : 'never';
        // A passer-by says who they are by showing a card or logging in: the policy tells whether that is enough.
        return policy === 'always' ? by.verified || isAnonymous : policy === 'if-verified' && by.verified;
      });
    const unknown = (customer: string) =>
      passers
        .filter((by) => by.customer === customer)
        .every(({ source, known }) => !known || anonymousSources.has(source));
    const [oneUnknown, otherUnknown] = [unknown(one), unknown(other)];
    // Two passers-by on one device are nobody's business.
    if (oneUnknown && otherUnknown) return [];
    const anonymous = oneUnknown ? 'one' : otherUnknown ? 'other' : null;
    if (!lets(one, anonymous !== null) || !lets(other, anonymous !== null)) return [];
    const passerBy = anonymous === 'one' ? one : other;
    const sources = anonymous
      ? passers.filter(({ customer }) => customer === passerBy).map(({ source }) => source)
      : [];
    return { one, other, kind, anonymous, sources: [...new Set(sources)] };
  });
}

/** A profile without a number of its source's own, keyed by a device, is a passer-by's whatever its source. */
const isKnown = `(p.key not like 'device:%' or exists (
  select from chaland.identifier own where own.kind = 'source:' || p.source and own.value = p.key))`;

const select = `
  with home as materialized (
    select distinct home_id as id from chaland.profile where id = any($1::uuid[])
  ), pair as materialized (
    select d.customer_id, d.other_id, d.kind, d.value from home join chaland.possible_duplicate d on d.customer_id = home.id
    union
    select d.customer_id, d.other_id, d.kind, d.value from home join chaland.possible_duplicate d on d.other_id = home.id
  ), open as materialized (
    select distinct coalesce(a.merged_into, a.id) as one, coalesce(b.merged_into, b.id) as other, pair.kind, pair.value
    from pair
      join chaland.identifier i on i.kind = pair.kind and i.value = pair.value and i.quarantined_at is null
      join chaland.customer a on a.id = pair.customer_id
      join chaland.customer b on b.id = pair.other_id
    where coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id) and not exists (
      select from chaland.not_same n where n.customer_id = pair.customer_id and n.other_id = pair.other_id)
  )
  select open.one, open.other, open.kind, open.value,
    (select jsonb_agg(jsonb_build_object('customer', mine.customer_id, 'source', p.source, 'verified', i.verified))
     from chaland.customer_profile mine
       join chaland.profile_identifier i
         on i.profile_id = mine.profile_id and i.kind = open.kind and i.value = open.value and i.until is null
       join chaland.profile p on p.id = mine.profile_id
     where mine.customer_id in (open.one, open.other)) as asserted,
    (select jsonb_agg(jsonb_build_object('customer', mine.customer_id, 'source', p.source, 'known', ${isKnown}))
     from chaland.customer_profile mine join chaland.profile p on p.id = mine.profile_id
     where mine.customer_id in (open.one, open.other)) as passers
  from open
  where exists (
    select from chaland.customer_profile mine join chaland.profile_identifier i on i.profile_id = mine.profile_id
    where mine.customer_id = open.one and i.kind = open.kind and i.value = open.value)
  order by 1, 2, 3, 4`;
