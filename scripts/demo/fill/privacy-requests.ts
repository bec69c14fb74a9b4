import { type Chaland, localDay } from '@chaland/core';
import { day, dayStart } from '../retailer/calendar.ts';
import { aPerson, numberOf } from '../retailer/person.ts';
import { webShop } from '../retailer/stores.ts';

type Asked = Pick<Chaland, 'db' | 'clock' | 'config'> & {
  request(path: string, init?: RequestInit): Promise<Response>;
};

/**
 * Two of the simulated people ask for their rights, as the API is told of it: one for a copy of their data, four weeks
 * ago, so that the month for it is nearly over; one to be erased, the day before yesterday, and nobody has looked up yet
 * who it is. Once: where there is a request already, none is added.
 * @param key of an administrator
 */
export async function askForRights(chaland: Asked, seed: number, key: string): Promise<void> {
  const { db, clock, config } = chaland;
  const [some] = await db.query('select 1 from chaland.privacy_request limit 1');
  if (some) return;
  const today = dayStart(localDay(clock.now(), config.locale.timeZone));
  const dayBefore = (days: number) => new Date(today - days * day).toISOString().slice(0, 10);
  const [one, other] = await db.query<{ customer: string; key: string }>(
    `select customer_id as customer, key from chaland.profile
     where source = $1 and key ~ '^w-[0-9]+$' order by substr(key, 3)::int limit 2`,
    [webShop.source],
  );
  if (one) {
    await ask(chaland, key, {
      kind: 'access',
      customer: one.customer,
      requester: {
        ...whoIs(seed, one.key),
        way: 'e-mail',
        words:
          'Bonjour, merci de me transmettre une copie de toutes les données que vous avez sur moi. (Demande simulée)',
      },
      receivedOn: dayBefore(28),
    });
  }
  if (other) {
    await ask(chaland, key, {
      kind: 'erasure',
      requester: {
        ...whoIs(seed, other.key),
        way: 'store',
        words:
          'Je ne souhaite plus être dans votre fichier clients\u00a0: effacez mes données. (Demande simulée)',
      },
      receivedOn: dayBefore(2),
    });
  }
}

function whoIs(seed: number, key: string): { name: string; contact: string } {
  const { attributes, identifiers } = aPerson(seed, numberOf(key)).knownAt(webShop);
  return {
    name: `${attributes!.firstName} ${attributes!.lastName}`,
    contact: identifiers!.find(({ kind }) => kind === 'email')!.value,
  };
}

async function ask({ request }: Asked, key: string, body: Record<string, unknown>): Promise<void> {
  const answer = await request('/api/privacy/requests', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) {
    throw new Error(`The demo's own privacy request was not taken: ${await answer.text()}`);
  }
}
