import type { CustomerInput } from '@chaland/core';
import { type Random, randomOf } from '../draw/random.ts';
import { catalogue, type DemoArticle, departments } from './catalogue.ts';
import { cardOf } from './ean.ts';
import { type DemoStore, shops } from './stores.ts';

const firstNames = {
  female:
    'Camille Louise Emma Jade Alice Inès Léa Manon Chloé Sarah Nadia Fatou Mei Anne Sophie Nathalie Isabelle Céline Aurélie Juliette Margaux Clara Yasmine Awa Lucie Hélène Brigitte Monique'.split(
      ' ',
    ),
  male: 'Louis Gabriel Arthur Jules Hugo Adam Lucas Nathan Karim Yanis Théo Pierre Nicolas Julien Thomas Mathieu Antoine Mehdi Ousmane Philippe Bernard'.split(
    ' ',
  ),
};
/** The most frequent first. */
const lastNames =
  'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Garcia David Roux Fournier Girard Bonnet Nguyen Diallo Benali Mercier Lambert Leroy Faure André Chevalier François Legrand Gauthier Perrin Robin Clément Morin Dupont Henry Rousseau Mathieu Masson Marchand Traoré Haddad Ferreira Lopez Da\u00a0Silva Picard Renard Barbier Brunet'
    .split(' ')
    .map((name) => name.replace('\u00a0', ' '));
/** Reserved by RFC 2606: no mail arrives there. */
const domains = ['example.com', 'example.org', 'example.net'];

/** A simulated person, and how each source knows them. */
export interface DemoPerson {
  number: number;
  /** The shop they mostly go to. */
  home: DemoStore;
  /** They buy in the web shop too. */
  online: boolean;
  /** What they prefer to buy, from the cheapest to the dearest. */
  liked: readonly DemoArticle[];
  /** All that a store's source knows of them. A till and the web shop have numbers of their own. */
  knownAt(store: DemoStore): CustomerInput & { id: string };
}

/**
 * One person, the same at every call. They are marked as simulated, and their contact points belong to nobody. The
 * card ties all their profiles to one customer: what is true of the buyer is true of that customer.
 */
export function aPerson(seed: number, number: number): DemoPerson {
  const random = randomOf(seed, 'person', number);
  const gender = random.chance(0.72) ? 'female' : 'male';
  const firstName = random.pick(firstNames[gender]);
  const lastName = lastNames[Math.floor(random.next() ** 1.4 * lastNames.length)]!;
  const home = shops[Math.floor(random.next() ** 1.4 * shops.length)]!;
  const online = random.chance(0.3);
  const address = `${lettersOf(firstName)}.${lettersOf(lastName)}.${number}@${random.pick(domains)}`;
  const tellsEmail = random.chance(0.7);
  const birthDate = random.chance(0.5) ? aBirthDate(random) : undefined;
  const shouting = random.chance(0.08);
  const city = { postalCode: home.postalCode, city: home.city, country: 'FR' };
  const card = { kind: 'loyalty_card', value: cardOf(number) };
  const phone = phoneOf(number);
  const ids = idsOf(number);
  const attributes = {
    firstName,
    lastName,
    gender,
    language: 'fr',
    country: 'FR',
    custom: { simulated: true },
  };
  return {
    number,
    home,
    online,
    liked: likedBy(random, gender),
    knownAt: ({ channel }) =>
      channel === 'web'
        ? {
            id: ids.web,
            identifiers: [{ kind: 'email', value: address, verified: true }, card],
            attributes: { ...attributes, address: { lines: ['1 rue de l’Exemple'], ...city } },
          }
        : {
            id: ids.till,
            identifiers: [
              card,
              ...(tellsEmail ? [{ kind: 'email', value: address }] : []),
              ...(phone ? [{ kind: 'phone', value: phone }] : []),
            ],
            attributes: {
              ...attributes,
              // Some tills are typed at in capitals.
              lastName: shouting ? lastName.toUpperCase() : lastName,
              ...(birthDate ? { birthDate } : {}),
              address: city,
            },
          },
  };
}

/** Their number at every till, and in the web shop. */
export const idsOf = (number: number) => ({ till: String(10_000 + number), web: `w-${number}` });

/** The person whose number at a source this is. */
export const numberOf = (id: string): number =>
  id.startsWith('w-') ? Number(id.slice(2)) : Number(id) - 10_000;

/** As it stands in an address. */
const lettersOf = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();

/** Two in five have one, from 06 39 98, which the French regulator keeps for fiction: it has 10,000 numbers. */
function phoneOf(number: number): string | undefined {
  const place = number % 5;
  if (place > 1) return undefined;
  const digits = String((Math.floor(number / 5) * 2 + place) % 10_000).padStart(4, '0');
  return `06 39 98 ${digits.slice(0, 2)} ${digits.slice(2)}`;
}

function aBirthDate(random: Random): string {
  const day = Date.UTC(1948, 0, 1) + random.between(0, 58 * 365) * 86_400_000;
  return new Date(day).toISOString().slice(0, 10);
}

const likes = new Map<string, readonly DemoArticle[]>();

/** The articles of two departments. */
function likedBy(random: Random, gender: 'female' | 'male'): readonly DemoArticle[] {
  const first = random.chance(0.6)
    ? gender === 'female'
      ? 'Femme'
      : 'Homme'
    : random.pick(['Beauté', 'Accessoires']);
  const two = [first, random.pick(departments)];
  const key = two.sort().join();
  let liked = likes.get(key);
  if (!liked) {
    liked = catalogue.filter(({ category }) => two.includes(category[0]!));
    likes.set(key, liked);
  }
  return liked;
}
