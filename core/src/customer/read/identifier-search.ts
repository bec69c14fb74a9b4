import { AsYouType, type CountryCode } from 'libphonenumber-js/min';
import { textArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { IdentifierKind } from '../customers.ts';
import { endOfPrefix } from './prefix.ts';

/** Canonical values of one kind that a query may mean: from `low` up to, not including, `high`. */
export interface IdentifierRange {
  kind: string;
  low: string;
  high: string;
}

export interface FoundByIdentifier {
  id: string;
  displayName: string | null;
  searchName: string | null;
  createdAt: Date;
  kind: string;
  value: string;
  /** Which of the ranges it is in. */
  range: number;
}

const beginning = (kind: string, low: string): IdentifierRange => ({ kind, low, high: endOfPrefix(low) });
/** U+0001 is the least that can follow. */
const exactly = (kind: string, low: string): IdentifierRange => ({ kind, low, high: `${low}\u0001` });

/**
 * What a query may mean as an identifier: the beginning of an e-mail address, a phone or a card, and any other
 * kind of number whole.
 * @param sources kinds of sources' own numbers
 * @param country what a phone number without a country is read with
 */
export function rangesOf(
  query: string,
  {
    kinds,
    sources,
    country,
  }: { kinds: Iterable<IdentifierKind>; sources: readonly string[]; country: string },
): IdentifierRange[] {
  const text = query.trim();
  const ranges: IdentifierRange[] = [];
  const phone = /^\+?[\d\s()./-]{2,}$/.test(text) ? phoneBeginning(text, country) : undefined;
  if (phone) ranges.push(beginning('phone', phone));
  if (/^[^\s@]+@?[^\s@]*$/.test(text) && !phone) ranges.push(beginning('email', text.toLowerCase()));
  if (text.includes('@') || !/\d/.test(text)) return ranges;

  const compact = text.replaceAll(/\s+/g, '').toUpperCase();
  ranges.push(beginning('loyalty_card', compact));
  for (const { kind } of kinds) {
    if (!['phone', 'email', 'loyalty_card'].includes(kind)) ranges.push(exactly(kind, text));
  }
  for (const kind of sources) ranges.push(exactly(kind, text));
  return ranges;
}

/** The beginning of a number in E.164, as it is typed: '06 12' in France is '+33612'. */
function phoneBeginning(text: string, country: string): string | undefined {
  const typed = new AsYouType(country as CountryCode);
  typed.input(text.replace(/^00/, '+'));
  return typed.getNumberValue();
}

/**
 * Finds the customers who have an identifier in one of the ranges, in order of range and value. Where several
 * customers have one, and only one of them answers for it, the others are found by the possible duplicate.
 */
export const searchByIdentifier =
  (db: Database, ranges: readonly IdentifierRange[]) =>
  async (
    after: { range: number; value: string; id: string } | undefined,
    limit: number,
  ): Promise<FoundByIdentifier[]> =>
    db.query<FoundByIdentifier>(select, [
      textArray(ranges.map(({ kind }) => kind)),
      textArray(ranges.map(({ low }) => low)),
      textArray(ranges.map(({ high }) => high)),
      after?.range ?? -1,
      after?.value ?? '',
      after?.id ?? '00000000-0000-0000-0000-000000000000',
      limit,
    ]);

/** Pairs at most that are looked at for a page: of a dummy address that thousands gave, nobody reads them all. */
const most = 1_000;

const select = `
  with asked as materialized (
    select kind, case when ord - 1 = $4::int then $5::text else low end as low, high, ord::int - 1 as range
    from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (kind, low, high, ord)
    where ord - 1 >= $4::int
  ),
  held as materialized (
    select asked.range, held.kind, held.value, held.profile_id
    from asked cross join lateral (
      select i.kind, i.value, i.profile_id from chaland.identifier i
      where i.kind = asked.kind and i.value >= asked.low collate "C" and i.value < asked.high collate "C"
      order by i.value limit $7 + 1
    ) held
    order by asked.range, held.value limit $7 + 1
  ),
  doubled as materialized (
    select asked.range, pair.kind, pair.value, pair.customer_id, pair.other_id
    from asked cross join lateral (
      select d.kind, d.value, d.customer_id, d.other_id from chaland.possible_duplicate d
      where d.kind = asked.kind and d.value >= asked.low collate "C" and d.value < asked.high collate "C"
      order by d.value limit ${most}
    ) pair
  ),
  found as (
    select held.range, held.kind, held.value, p.customer_id as id
    from held join chaland.profile p on p.id = held.profile_id
    union
    select range, kind, value, customer_id from doubled
    union
    select range, kind, value, other_id from doubled
  ),
  -- pairs speak of who somebody was before merges
  rooted as (
    select distinct found.range, found.kind, found.value, coalesce(home.merged_into, home.id) as id
    from found join chaland.customer home on home.id = found.id
  )
  select c.id, c.display_name as "displayName", c.search_name as "searchName", c.created_at as "createdAt",
    found.kind, found.value, found.range
  from rooted as found join chaland.customer c on c.id = found.id
  where (found.range, found.value collate "C", found.id) > ($4::int, $5::text collate "C", $6::uuid)
  order by found.range, found.value collate "C", found.id
  limit $7`;
