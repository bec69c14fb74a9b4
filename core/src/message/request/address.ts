import type { Consents } from '../../consent/consents.ts';
import type { Customers } from '../../customer/customers.ts';
import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { Checked } from './check.ts';
import { contactPointsOf, type HeldContactPoint } from './contact-points.ts';

export interface AddressParts {
  db: Database;
  customers: Pick<Customers, 'ofProfiles'>;
  consents: Consents;
}

/** Where a request goes, or why nowhere. */
export type Address = { to: HeldContactPoint } | { code: 'no-customer' | 'no-contact-point' | 'not-held' };

/**
 * Finds whom requests are for and where they are reached. Of several contact points the first that the customer
 * agreed to for the purpose; whether they still do is asked again at the door.
 */
export async function addresses(
  { db, customers, consents }: AddressParts,
  requests: readonly Checked[],
): Promise<Address[]> {
  const customerOf = await customersOf(db, customers, requests);
  const points = await contactPointsOf(
    db,
    customerOf.values(),
    requests.map(({ channel }) => channel.value.contact),
  );
  const byCustomer = Map.groupBy(points, ({ customerId }) => customerId);
  const candidates = requests.map((request) => {
    const customer = customerOf.get(idOf(request));
    return (byCustomer.get(customer ?? '') ?? []).filter(
      ({ kind }) => kind === request.channel.value.contact,
    );
  });
  const agreed = await agreedOf(consents, requests, candidates);
  return requests.map((request, index): Address => {
    const { contactPoint } = request.input;
    const [first] = candidates[index]!;
    if (!customerOf.has(idOf(request))) return { code: 'no-customer' };
    if (contactPoint) {
      const to = candidates[index]!.find(
        ({ kind, value }) => kind === contactPoint.kind && value === contactPoint.value,
      );
      return to ? { to } : { code: 'not-held' };
    }
    return first ? { to: agreed.get(index) ?? first } : { code: 'no-contact-point' };
  });
}

const idOf = ({ input }: Checked): string => (input.customer ?? input.profile)!.toLowerCase();

/**
 * By the id that was given: the customer as they are now, and stay until the commit. Whoever merges them or takes them
 * apart waits: between two statements they would have neither the one's contact points nor the other's.
 */
async function customersOf(
  db: Database,
  customers: AddressParts['customers'],
  requests: readonly Checked[],
): Promise<ReadonlyMap<string, string>> {
  const given = (of: 'customer' | 'profile') => [
    ...new Set(requests.flatMap(({ input }) => input[of]?.toLowerCase() ?? [])),
  ];
  const ids = [uuidArray(given('customer')), uuidArray(given('profile'))];
  const theirs = await db.query<{ id: string }>(
    `select profile_id as id from chaland.customer_profile where customer_id in (
       select coalesce(merged_into, id) from chaland.customer where id = any($1::uuid[])
       union select customer_id from chaland.profile where id = any($2::uuid[]))`,
    ids,
    { name: 'chaland.message-profiles' },
  );
  await customers.ofProfiles([...theirs.map(({ id }) => id), ...given('profile')]);
  const rows = await db.query<{ id: string; customer: string }>(
    `select id, coalesce(merged_into, id) as customer from chaland.customer where id = any($1::uuid[])
     union all
     select id, customer_id from chaland.profile where id = any($2::uuid[])`,
    ids,
    { name: 'chaland.message-customers' },
  );
  return new Map(rows.map(({ id, customer }) => [id, customer]));
}

/** By the place of the request: the first contact point that consent allows, where there is a choice. */
async function agreedOf(
  consents: Consents,
  requests: readonly Checked[],
  candidates: readonly (readonly HeldContactPoint[])[],
): Promise<ReadonlyMap<number, HeldContactPoint>> {
  const asked = requests.flatMap(({ input }, index) =>
    input.contactPoint || candidates[index]!.length < 2
      ? []
      : candidates[index]!.map((point) => ({ index, point, input })),
  );
  if (asked.length === 0) return new Map();
  const answers = await consents.check(
    asked.map(({ point: { customerId, kind, value }, input: { purpose, brand = null, channel } }) => ({
      customerId,
      purpose,
      brand,
      channel,
      contactPoint: { kind, value },
    })),
  );
  const agreed = new Map<number, HeldContactPoint>();
  for (const [at, { index, point }] of asked.entries()) {
    if (answers[at]!.allowed && !agreed.has(index)) agreed.set(index, point);
  }
  return agreed;
}
