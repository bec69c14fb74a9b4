import { uuidArray } from '../data/binary-array.ts';
import type { Database } from '../data/database.ts';
import type { Fault } from '../http/problem.ts';
import type { Moment } from '../moment/moment.ts';
import { foundLone, type LoneMoment } from './found-lone.ts';
import { customerAt, readAbove, stretchesOf } from './merge/forest.ts';
import { visible } from './read/visible.ts';

/** The golden record. */
export interface Customer {
  id: string;
  displayName: string | null;
  attributes: Record<string, unknown>;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** The customer that a profile belongs to now. */
export interface ProfileLink {
  profileId: string;
  customerId: string;
  /** Only its moments from then on are the customer's: a passer-by was found to be them. Null for all. */
  since: Date | null;
}

export interface Customers {
  /**
   * Whose the profiles are. Inside a unit of work it share-locks the mapping rows, in order, until commit, so
   * that no merge moves a profile while a handler writes for its customer: handlers resolve through this alone.
   * Profiles without a customer are absent.
   */
  ofProfiles(profileIds: Iterable<string>): Promise<ReadonlyMap<string, string>>;
  /**
   * Whose each moment is, by the moment's id. As `ofProfiles`, and exact where a passer-by's profile became a known
   * customer's with its moments from some instant on: earlier ones stay with who it was before.
   */
  ofMoments(
    moments: Iterable<Pick<Moment, 'id' | 'profileId' | 'time'>>,
  ): Promise<ReadonlyMap<string, string>>;
  /** The profiles of each customer. */
  profilesOf(customerIds: Iterable<string>): Promise<readonly ProfileLink[]>;
  /**
   * Those of the customers that somebody may see: all, or who has a moment in one of the stores.
   * @param stores ids, as `principal.storesFor(…)` tells them
   * @example const seen = await customers.visible([id], principal.storesFor('loyalty.read'));
   */
  visible(
    customerIds: readonly string[],
    stores: 'everywhere' | readonly string[],
  ): Promise<ReadonlySet<string>>;
  /**
   * Founds a customer for a moment that named nobody, so that who shows that it is theirs can be given it, by
   * `context.merges`.
   * @returns its id; undefined where the moment is somebody's, or gone
   */
  foundLone(moment: LoneMoment, now: Date): Promise<string | undefined>;
}

/** A kind of identifier: how it is checked and brought to its one canonical form. */
export interface IdentifierKind {
  /** `email`, `phone`, `loyalty_card`, `web_account`, `device`… */
  kind: string;
  /** Higher wins when the profile's key is chosen among identifiers. */
  strength: number;
  /**
   * How many profiles may have one and the same before it is taken for nobody's: a shared device, the e-mail that a
   * till makes up. The deployment's setting where absent; null for no limit.
   */
  limit?: number | null;
  /** A person has one of it: two customers with different ones, both verified, are never merged by themselves. */
  once?: boolean;
  /** When a new profile joins by it, where the deployment doesn't say; never where absent. */
  join?: JoinPolicy;
  /** @param country ISO 3166-1 alpha-2, for what has no country in itself */
  normalise(raw: string, country: string): { value: string } | { fault: Fault['message'] };
}

/** When a new profile joins the customer that already has one of its identifiers; else it founds its own. */
export type JoinPolicy = 'always' | 'if-verified' | 'never';

interface Mapping extends ProfileLink {
  homeId: string;
}

/** Who profiles belong to, and the other way round. */
export function createCustomers({ db }: { db: Database }): Customers {
  async function mappings(profileIds: Iterable<string>): Promise<Map<string, Mapping>> {
    const ids = uuidArray([...new Set(profileIds)]);
    // `key share` keeps out those who lock a mapping row `for update` to re-point or erase it, and lets ingest
    // take over new attributes of the same profile meanwhile.
    const rows = db.inTransaction
      ? await db.query<Mapping>(`${mappingsOf} order by id for key share`, [ids], {
          name: 'chaland.hold-profiles',
        })
      : await db.query<Mapping>(mappingsOf, [ids], { name: 'chaland.links-of-profiles' });
    return new Map(rows.map((row) => [row.profileId, row]));
  }

  return {
    async ofProfiles(profileIds) {
      const found = await mappings(profileIds);
      return new Map([...found].map(([profileId, { customerId }]) => [profileId, customerId]));
    },
    async ofMoments(moments) {
      const all = [...moments];
      const found = await mappings(all.map(({ profileId }) => profileId));
      const windowed = [...found.values()].filter(({ since }) => since);
      const forest =
        windowed.length > 0
          ? await readAbove(
              db,
              windowed.map(({ homeId }) => homeId),
            )
          : undefined;
      return new Map(
        all.flatMap(({ id, profileId, time }) => {
          const mapping = found.get(profileId);
          if (!mapping) return [];
          const { since, customerId, homeId } = mapping;
          const isEarlier = forest && since && time < since;
          return [[id, isEarlier ? customerAt(stretchesOf(forest, homeId), time) : customerId] as const];
        }),
      );
    },
    async profilesOf(customerIds) {
      return db.query<ProfileLink>(
        `select profile_id as "profileId", customer_id as "customerId", since
         from chaland.customer_profile where customer_id = any($1::uuid[])`,
        [uuidArray([...new Set(customerIds)])],
        { name: 'chaland.profiles-of-customers' },
      );
    },
    visible: (customerIds, stores) => visible(db, customerIds, stores),
    foundLone: (moment, now) => foundLone(db, moment, now),
  };
}

const mappingsOf = `
  select id as "profileId", customer_id as "customerId", home_id as "homeId", since
  from chaland.profile where id = any($1::uuid[])`;
