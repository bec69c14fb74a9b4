import type { Clock } from '../../clock.ts';
import type { ResolvedConfig } from '../../config.ts';
import { takeAttributes } from '../../customer/attribute-store.ts';
import { identifierKinds } from '../../customer/identifier.ts';
import { writeResolution } from '../../customer/identity-store.ts';
import { joinRule, type Linking } from '../../customer/join-policy.ts';
import { unlessOvertaken } from '../../customer/overtaken.ts';
import type { Resolution } from '../../customer/resolve.ts';
import { recognise } from '../../customer/settle.ts';
import type { SurvivorshipRules } from '../../customer/survivorship/rules.ts';
import { textArray, uuidArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Connection } from '../../data/connection.ts';
import type { Database } from '../../data/database.ts';
import { pipelined } from '../../data/pipeline.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import { erasedAt } from '../../privacy/erase/erased-profiles.ts';
import { holdOffErasures } from '../../privacy/erase/gate.ts';
import type { SecretKey } from '../../setting/secret-key.ts';
import { isPrepared, type PreparedProfile, prepareProfile } from './prepare-profile.ts';
import type { ProfileFate, Profiles } from './profiles.ts';

export interface ProfileParts {
  db: Database;
  clock: Clock;
  extensions: Extensions;
  config: Pick<ResolvedConfig, 'identity' | 'locale' | 'futureTolerance'>;
  key: Pick<SecretKey, 'toRead'>;
  /** How the values of a customer's profiles compete now. */
  rules(): Promise<SurvivorshipRules>;
  /** What settings say of who joins whom. */
  linking(): Promise<Linking>;
}

/** What sources say of people: checked, attributed and taken over. */
export function createProfiles(parts: ProfileParts): Profiles {
  const { db, clock, extensions, config, key, linking } = parts;
  const { locale, futureTolerance, identity } = config;
  const kinds = identifierKinds(extensions);

  async function attempt(all: readonly PreparedProfile[]): Promise<ProfileFate[]> {
    await db.query(holdOffErasures);
    const erased = await erasedAt(
      db,
      key,
      all.map(({ person: { source, profileKey } }) => ({ source, key: profileKey })),
    );
    const batch = all.filter(({ at }, index) => !(erased[index] && at <= erased[index]));
    if (batch.length === 0) return all.map(({ input }) => fateOf(input));
    const rule = joinRule(identity, kinds, await linking());
    const rules = await parts.rules();
    const now = clock.now();
    const fates = await db.session(async (connection) => {
      const people = batch.map(({ person }) => person);
      const resolution = await recognise(connection, people, rule, now);
      const told = batch.map(({ attributes, at }, index) => ({
        profileId: resolution.holdings[index]!.profileId,
        attributes,
        at: at.toISOString(),
        statement: true,
      }));
      const taken = await takeAttributes(connection, told, resolution, now, rules);
      const named = await newlyNamed(connection, resolution);
      await pipelined(writeResolution(connection, resolution, taken, now));
      return batch.map(({ input }, index) => {
        const { profileId, customerId } = resolution.holdings[index]!;
        const isNews = named.has(profileId) || taken.news.has(told[index]!);
        return fateOf(input, { profileId, customerId, isNews });
      });
    });
    let next = 0;
    const fateBy = new Map(batch.map((prepared) => [prepared, fates[next++]!]));
    return all.map((prepared) => fateBy.get(prepared) ?? fateOf(prepared.input));
  }

  return {
    async record(items) {
      const context = { clock, kinds, locale, futureTolerance };
      const prepared = items.map((item) => prepareProfile(item, context));
      const good = prepared.filter(isPrepared);
      const fates = good.length > 0 ? await unlessOvertaken(db, () => attempt(good)) : [];
      let next = 0;
      return prepared.map((item) => (isPrepared(item) ? fates[next++]! : item));
    },
  };
}

function fateOf(
  { source, id }: PreparedProfile['input'],
  found?: { profileId: string; customerId: string; isNews: boolean },
): ProfileFate {
  return {
    fate: found?.isNews ? 'recorded' : 'unchanged',
    source,
    ...(id === undefined ? {} : { id }),
    ...(found ? { profile: found.profileId, customer: found.customerId } : {}),
  };
}

/** Profiles that are new, or have an identifier now that they hadn't, or have it verified. */
async function newlyNamed(
  connection: Connection,
  { profiles, assertions }: Resolution,
): Promise<ReadonlySet<string>> {
  const named = new Set(profiles.map(({ id }) => id));
  const asserted = [...assertions.values()].filter(({ profileId }) => !named.has(profileId));
  if (asserted.length === 0) return named;
  const { profileId, kind, value } = columns(asserted, 'profileId', 'kind', 'value');
  const known = await connection.query<{ ord: number; verified: boolean }>(
    `select asked.ord::int as ord, i.verified
     from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as asked (profile_id, kind, value, ord)
     join chaland.profile_identifier i using (profile_id, kind, value)`,
    [uuidArray(profileId), textArray(kind), textArray(value)],
    { name: 'chaland.known-assertions' },
  );
  const verified = new Map(known.map((row) => [row.ord - 1, row.verified]));
  for (const [index, assertion] of asserted.entries()) {
    const before = verified.get(index);
    if (before === undefined || (assertion.verified && !before)) named.add(assertion.profileId);
  }
  return named;
}
