import { uuidArray } from '../data/binary-array.ts';
import type { Database } from '../data/database.ts';
import type { Fault } from '../http/problem.ts';
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
}

export interface Customers {
  /**
   * Whose the profiles are. Inside a unit of work it share-locks the mapping rows, in order, until commit, so
   * that no merge moves a profile while a handler writes for its customer: handlers resolve through this alone.
   * Profiles without a customer are absent.
   */
  ofProfiles(profileIds: Iterable<string>): Promise<ReadonlyMap<string, string>>;
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
}

/** A kind of identifier: how it is checked and brought to its one canonical form. */
export interface IdentifierKind {
  /** `email`, `phone`, `loyalty_card`, `web_account`, `device`… */
  kind: string;
  /** Higher wins when the profile's key is chosen among identifiers. */
  strength: number;
  /** When a new profile joins by it, where the deployment doesn't say; never where absent. */
  join?: JoinPolicy;
  /** @param country ISO 3166-1 alpha-2, for what has no country in itself */
  normalise(raw: string, country: string): { value: string } | { fault: Fault['message'] };
}

/** When a new profile joins the customer that already has one of its identifiers; else it founds its own. */
export type JoinPolicy = 'always' | 'if-verified' | 'never';

/** Who profiles belong to, and the other way round. */
export function createCustomers({ db }: { db: Database }): Customers {
  return {
    async ofProfiles(profileIds) {
      const ids = uuidArray([...new Set(profileIds)]);
      // `key share` keeps out those who lock a mapping row `for update` to re-point or erase it, and lets ingest
      // take over new attributes of the same profile meanwhile.
      const rows = db.inTransaction
        ? await db.query<ProfileLink>(`${linksOfProfiles} order by id for key share`, [ids], {
            name: 'chaland.hold-profiles',
          })
        : await db.query<ProfileLink>(linksOfProfiles, [ids], { name: 'chaland.links-of-profiles' });
      return new Map(rows.map(({ profileId, customerId }) => [profileId, customerId]));
    },
    async profilesOf(customerIds) {
      return db.query<ProfileLink>(
        `select profile_id as "profileId", customer_id as "customerId"
         from chaland.customer_profile where customer_id = any($1::uuid[])`,
        [uuidArray([...new Set(customerIds)])],
        { name: 'chaland.profiles-of-customers' },
      );
    },
    visible: (customerIds, stores) => visible(db, customerIds, stores),
  };
}

const linksOfProfiles = `
  select id as "profileId", customer_id as "customerId" from chaland.profile where id = any($1::uuid[])`;
