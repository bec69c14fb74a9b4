import type { CustomerInput } from '@chaland/core';
import type { Random } from './random.ts';

const firstNames =
  'Camille Louise Emma Jade Alice Inès Léa Manon Chloé Sarah Nadia Fatou Mei Louis Gabriel Arthur Jules Hugo Adam Lucas Nathan Karim Yanis Théo'.split(
    ' ',
  );
const lastNames =
  'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Garcia David Roux Fournier Girard Bonnet Nguyen Diallo Benali Mercier Lambert'.split(
    ' ',
  );

/** A simulated person: how often they come, and how each source knows them. */
export interface DemoPerson {
  /** Purchases over the two years. */
  purchases: number;
  /** Index of the store they mostly go to. */
  home: number;
  /** They buy in the web shop too. */
  online: boolean;
  inStore: CustomerInput;
  onWeb: CustomerInput;
}

/** Letters as they stand in an address. */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Everybody is marked as simulated, and their contact points belong to nobody: example.com, and 06 39 98, which the French regulator keeps for fiction. */
export function aPerson(random: Random, number: number): DemoPerson {
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  const email = {
    kind: 'email',
    value: `${plain(firstName)}.${plain(lastName)}.${number}@example.com`,
    verified: true,
  };
  const card = { kind: 'loyalty_card', value: `29${String(number).padStart(11, '0')}` };
  const phone = {
    kind: 'phone',
    value: `06 39 98 ${digits(Math.floor(number / 100))} ${digits(number % 100)}`,
  };
  const attributes = {
    firstName,
    lastName,
    language: 'fr',
    country: 'FR',
    custom: { simulated: true },
  };
  return {
    // Most come once or twice; a few are the shop's best friends.
    purchases: Math.max(1, Math.round(random.next() ** 4 * 14)),
    home: random.between(0, 2),
    online: random.chance(0.3),
    inStore: {
      id: String(10_000 + number),
      identifiers: [card, ...(random.chance(0.7) ? [email] : []), ...(random.chance(0.4) ? [phone] : [])],
      attributes,
    },
    // The card ties the web shop's customer to the till's.
    onWeb: { id: `w-${number}`, identifiers: [email, card], attributes },
  };
}

const digits = (value: number) => String(value % 100).padStart(2, '0');
