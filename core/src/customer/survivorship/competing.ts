import { uuidArray } from '../../data/binary-array.ts';
import type { Connection } from '../../data/connection.ts';
import type { Choices, CompetingProfile } from '../golden-record.ts';
import type { Choice } from './ranked.ts';
import type { SurvivorshipRules } from './rules.ts';

export interface Competing {
  profiles: CompetingProfile[];
  choices: Choices;
}

interface Row extends CompetingProfile {
  customerId: string;
  merge: { id: string; at: string; choices: Record<string, string> } | null;
}

/**
 * By customer, the profiles whose values compete, and what was chosen at merges that stand. Whose home is another
 * customer came by a merge: only for these is one looked up.
 */
export async function readCompeting(
  { query }: Pick<Connection, 'query'>,
  customerIds: readonly string[],
  { asksVerified }: Pick<SurvivorshipRules, 'asksVerified'>,
): Promise<Map<string, Competing>> {
  const rows = await query<Row>(
    `with mine as materialized (
       select customer_id, profile_id from chaland.customer_profile where customer_id = any($1::uuid[])
     )
     select p.id, p.customer_id as "customerId", p.source, p.attributes, p.attributes_since as since,
            ${asksVerified ? isVerified : 'false'} as verified,
            case when p.home_id <> p.customer_id then ${standingMerge} end as merge
     from mine join chaland.profile p on p.id = mine.profile_id`,
    [uuidArray(customerIds)],
    { name: `chaland.read-competing ${asksVerified}` },
  );
  const competing = new Map<string, Competing>();
  for (const [customerId, profiles] of Map.groupBy(rows, ({ customerId }) => customerId)) {
    competing.set(customerId, { profiles, choices: choicesOf(profiles) });
  }
  return competing;
}

const isVerified = `exists (
  select from chaland.profile_identifier i
  where i.profile_id = p.id and i.verified and i.until is null and i.kind <> 'source:' || p.source)`;

const standingMerge = `(
  select jsonb_build_object('id', m.id, 'choices', m.choices,
    'at', to_char(m.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from chaland.merge m where m.loser_id = p.home_id and m.undone_at is null and m.choices is not null)`;

/** The latest merge's word first; and only while the profile that was chosen is one of theirs. */
function choicesOf(rows: readonly Row[]): Choices {
  const merges = new Map(rows.flatMap(({ merge }) => (merge ? [[merge.id, merge] as const] : [])));
  if (merges.size === 0) return {};
  const mine = new Set(rows.map(({ id }) => id));
  const choices: Record<string, Choice> = {};
  const oldestFirst = [...merges.values()].sort((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1));
  for (const { at, choices: chosen } of oldestFirst) {
    for (const [attribute, profileId] of Object.entries(chosen)) {
      if (mine.has(profileId)) choices[attribute] = { profileId, at };
    }
  }
  return choices;
}
