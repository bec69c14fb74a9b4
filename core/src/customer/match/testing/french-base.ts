import type { Attributes } from '../../attributes.ts';
import { fold } from '../../fold.ts';
import { seededRandom } from '../model/random.ts';
import { type ProfileToMatch, toMatchRecord } from '../record.ts';
import type { LabelledRecords } from './data-sets.ts';

export interface FrenchBase {
  seed: number;
  people: number;
  /** Of the people, how many have more than one profile. */
  duplicated?: number;
  /** The chance that a field of a second profile is written otherwise. */
  errors?: number;
  /** Towns where people live; where absent, half live in twelve large ones, the others anywhere. */
  towns?: number;
  /** Stands in every mailbox, so that parts of one base that are made apart don't share any. */
  mark?: string;
}

interface Person {
  entity: string;
  female: boolean;
  firstName: string;
  lastName: string;
  birthDate: string;
  lines: string[];
  postalCode: string;
  city: string;
  email: string;
  phone: string;
}

const women =
  'Marie Nathalie Isabelle Sylvie Catherine Françoise Monique Anne-Marie Marie-Claude Hélène Céline Aurélie Camille Léa Manon Chloé Inès Zoé Éloïse Jeanne Louise Fatou Aïcha Yasmine Mei-Lin Anne Anne-Sophie Marie-Thérèse Brigitte Josiane Élise Margaux Martine Jacqueline Valérie Christine Véronique Sandrine Stéphanie Sophie Laurence Patricia Julie Émilie Laetitia Virginie Caroline Pauline Mathilde Charlotte Lucie Clara Juliette Sarah Alice Agathe Rose Lina Mila Ambre Anna Julia Eva Romane Jade Nina Léna Lou Margot Élodie Audrey Delphine Karine Corinne Dominique Chantal Annie Odette Simone Yvette Ginette Solange Colette Denise Paulette Bérénice Apolline Capucine Clémence Victoire Garance Salomé Maëlys Noémie Océane Amandine'.split(
    ' ',
  );
const men =
  'Jean Pierre Michel Philippe Alain Jean-Pierre Jean-Claude Nicolas Christophe Stéphane Frédéric Sébastien Julien Thomas Alexandre Antoine Gaël Théo Hugo Loïc Benoît François Jean-Baptiste Mohamed Karim Ousmane Étienne Rémi Maël Guillaume Yves Bertrand Daniel Bernard Patrick Gérard Christian Jacques Laurent Olivier Pascal Thierry Éric Bruno David Jérôme Vincent Mathieu Maxime Kévin Romain Florian Lucas Nathan Enzo Louis Gabriel Raphaël Arthur Jules Adam Léo Paul Mathis Noah Ethan Sacha Tom Axel Clément Baptiste Quentin Valentin Adrien Damien Fabien Cédric Ludovic Arnaud Grégory Franck Dominique Didier Serge Roger René Marcel André Raymond Georges Maurice Henri Lucien Émile Fernand Gaston Augustin Côme Tristan Ulysse Victor Mehdi Yanis'.split(
    ' ',
  );
const families =
  'Martin|Bernard|Thomas|Petit|Robert|Richard|Durand|Dubois|Moreau|Laurent|Simon|Michel|Lefèvre|Garcia|Nguyen|de la Tour|Le Goff|Le Gall|du Pré|d’Estaing|Fernandes da Silva|Benali|Traoré|Lœuillet|Marie|Gauthier|Guérin|François|Rousseau|Blanc|Henry|Fontaine'.split(
    '|',
  );
const beginnings =
  'Bar Bel Ber Bou Cha Che Cor Dau Del Du Fer Gar Gi Gran Lam Le Mar Mon Mou Pel Per Pi Ra Re Ro Sau Ser Tri Va Vil'.split(
    ' ',
  );
const middles = 'ba de di ge la li ma mi na ne ni ra re ri ti to va ve'.split(' ');
const ends = 'bert nard din don eau el er et ier in lin lon mont net nier quet rand rot sier ville'.split(
  ' ',
);
const streets =
  'de la République|Victor Hugo|des Lilas|du Général de Gaulle|Jean Jaurès|de l’Église|Pasteur|des Écoles|du Moulin|de Verdun|Saint-Martin|des Acacias'.split(
    '|',
  );
const ways: readonly (readonly [string, string])[] = [
  ['rue', 'r'],
  ['avenue', 'av.'],
  ['boulevard', 'bd'],
  ['place', 'pl'],
  ['impasse', 'imp.'],
  ['chemin', 'chem'],
];
const cities: readonly (readonly [string, string])[] = [
  ['75011', 'Paris'],
  ['75015', 'Paris'],
  ['69003', 'Lyon'],
  ['13008', 'Marseille'],
  ['31000', 'Toulouse'],
  ['44000', 'Nantes'],
  ['33000', 'Bordeaux'],
  ['59000', 'Lille'],
  ['35000', 'Rennes'],
  ['93200', 'Saint-Denis'],
  ['42000', 'Saint-Étienne'],
  ['83000', 'Toulon'],
];
const domains = ['gmail.com', 'orange.fr', 'free.fr', 'hotmail.fr', 'laposte.net', 'wanadoo.fr'];

/**
 * A made-up French base with the truth: families under one roof (who share name, address, sometimes telephone and mailbox;
 * twins, and sons called like their father among them), and second profiles with what tills and web forms do to names,
 * dates and addresses. The same seed gives the same base.
 */
export function frenchBase(base: FrenchBase): LabelledRecords {
  const made = frenchProfiles(base);
  return {
    entity: made.map(({ entity }) => entity),
    records: made.map(({ profile }, index) =>
      toMatchRecord({ ...profile, id: String(index), customerId: String(index) }, 'FR'),
    ),
  };
}

/** The same as profiles, without ids. */
export function frenchProfiles({
  seed,
  people,
  duplicated = 0.1,
  errors = 0.12,
  towns,
  mark = '',
}: FrenchBase): { entity: string; profile: ProfileToMatch }[] {
  const random = seededRandom(seed);
  const chance = (share: number) => random() < share;
  const below = (end: number) => Math.floor(random() * end);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  /** The first ones far more often than the last, as with names. */
  const often = <T>(from: readonly T[]): T => from[Math.floor(random() ** 2 * from.length)]!;
  const digits = (count: number) => Array.from({ length: count }, () => below(10)).join('');
  const word = () => pick(beginnings) + (chance(0.7) ? pick(middles) : '') + pick(ends);
  const familyName = () => (chance(0.25) ? often(families) : word());
  const date = (from = 1935, to = 2006) =>
    new Date(Date.UTC(from + below(to - from), below(12), 1 + below(28))).toISOString().slice(0, 10);

  const fewTowns = () =>
    chance(0.5)
      ? often(cities)
      : ([`${String(1 + below(95)).padStart(2, '0')}${digits(2)}0`, `${word()}-sur-${word()}`] as const);
  /** The same ones whatever the seed, some large and most small. */
  const manyTowns = (count: number) => {
    const town = Math.floor(random() ** 2 * count);
    const [one, other] = [beginnings[town % 30], ends[Math.floor(town / 30) % 19]];
    return [
      String(1_000 + town * 13).padStart(5, '0'),
      `${one}${other}-${Math.floor(town / 570) + 1}`,
    ] as const;
  };

  function address(): Pick<Person, 'lines' | 'postalCode' | 'city'> {
    const [postalCode, city] = towns === undefined ? fewTowns() : manyTowns(towns);
    const lines = [
      `${1 + below(150)}${chance(0.1) ? ' bis' : ''} ${pick(ways)[0]} ${chance(0.5) ? pick(streets) : word()}`,
    ];
    if (chance(0.15)) lines.push(`Bât. ${pick(['A', 'B', 'C'])}`);
    return { lines, postalCode, city };
  }
  const taken = new Set<string>();
  /** An address that nobody else has: providers see to that. */
  const mailbox = (first: string, last: string): string => {
    const [one, other] = [fold(first).replaceAll(' ', ''), fold(last).replaceAll(' ', '')];
    const local = pick([
      `${one}.${other}`,
      `${one[0]}${other}`,
      `${other}.${one}`,
      `${one}${digits(3)}`,
      `${one}.${other}${digits(2)}`,
    ]);
    const address = `${local}${mark}@${pick(domains)}`;
    if (taken.has(address)) return mailbox(first, last);
    taken.add(address);
    return address;
  };
  const telephone = () => `+33${pick(['6', '7'])}${digits(8)}`;

  function person(
    entity: number,
    lastName: string,
    home: Pick<Person, 'lines' | 'postalCode' | 'city'>,
  ): Person {
    const female = chance(0.6);
    const firstName = often(female ? women : men);
    return {
      ...home,
      entity: String(entity),
      female,
      firstName,
      lastName,
      birthDate: date(),
      email: mailbox(firstName, lastName),
      phone: telephone(),
    };
  }

  const all: Person[] = [];
  while (all.length < people) {
    const first = person(all.length, familyName(), address());
    all.push(first);
    const called = new Set([first.firstName]);
    let more = chance(0.4) ? 1 + below(3) : 0;
    while (more-- > 0 && all.length < people) {
      const next = person(all.length, chance(0.8) ? first.lastName : familyName(), first);
      while (called.has(next.firstName)) next.firstName = pick(next.female ? women : men);
      called.add(next.firstName);
      if (chance(0.35)) next.phone = first.phone;
      if (chance(0.1)) next.email = first.email;
      if (chance(0.02)) next.birthDate = first.birthDate;
      else if (chance(0.005) && !first.female)
        Object.assign(next, { firstName: first.firstName, female: false });
      all.push(next);
    }
  }

  const letters = 'abcdefghijklmnoprstuvz';
  function slip(text: string): string {
    if (text.length < 2) return text;
    const at = below(text.length - 1);
    const [before, here, next, after] = [text.slice(0, at), text[at]!, text[at + 1]!, text.slice(at + 2)];
    return pick([
      before + next + here + after,
      before + here + after,
      before + here + pick([...letters]) + next + after,
      before + here + here + next + after,
    ]);
  }
  const bare = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '');
  const wrongDigit = (text: string, at: number) => text.slice(0, at) + below(10) + text.slice(at + 1);

  function mistyped(date: string): string {
    const [year, month, day] = date.split('-') as [string, string, string];
    const turned = Number(day) <= 12 ? `${year}-${day}-${month}` : date;
    return pick([turned, wrongDigit(date, 3), wrongDigit(date, 9), wrongDigit(date, 6), `${year}-01-01`]);
  }

  function asTyped(who: Person, again: boolean): ProfileToMatch {
    const wrong = () => again && chance(errors);
    let { firstName, lastName, birthDate, lines, postalCode, city, email, phone } = who;
    if (wrong())
      firstName = pick([slip(firstName), firstName.split('-')[0]!, firstName[0]!, firstName.slice(0, 4)]);
    if (wrong()) lastName = slip(lastName);
    if (wrong()) lastName = lastName.replace(/^(?:de la|du|d’|Le) ?/, '');
    if (again && who.female && chance(0.04))
      lastName = chance(0.5) ? familyName() : `${lastName}-${familyName()}`;
    if (again && chance(0.02)) [firstName, lastName] = [lastName, firstName];
    if (chance(0.3)) [firstName, lastName] = [bare(firstName), bare(lastName)];
    if (chance(0.2)) lastName = lastName.toUpperCase();
    if (chance(0.1)) firstName = firstName.replace('-', ' ');
    if (wrong()) birthDate = mistyped(birthDate);
    if (again && chance(0.12)) ({ lines, postalCode, city } = address());
    else if (wrong()) {
      lines = lines.slice(0, 1).map((line) => (chance(0.5) ? slip(line) : line));
      if (chance(0.3)) postalCode = wrongDigit(postalCode, below(5));
    }
    if (chance(0.4))
      for (const [full, short] of ways) lines = lines.map((line) => line.replace(` ${full} `, ` ${short} `));
    if (again && chance(0.3)) email = mailbox(firstName, who.lastName);
    if (again && chance(0.2)) phone = telephone();
    const known = (share: number) => chance(share);
    const attributes: Attributes = {
      ...(known(0.97) ? { firstName } : {}),
      lastName,
      ...(known(0.6) ? { birthDate } : {}),
      ...(known(0.5) ? { gender: who.female ? ('female' as const) : ('male' as const) } : {}),
      country: 'FR',
      ...(known(0.8)
        ? {
            address: {
              ...(known(0.8) ? { lines } : {}),
              postalCode,
              city: chance(0.3) ? city.toUpperCase() : city,
            },
          }
        : {}),
    };
    const identifiers = [
      ...(known(0.65) ? [{ kind: 'email', value: email }] : []),
      ...(known(0.5) ? [{ kind: 'phone', value: phone }] : []),
    ];
    return { id: '', customerId: '', attributes, identifiers };
  }

  const made: { entity: string; profile: ProfileToMatch }[] = [];
  for (const who of all) {
    made.push({ entity: who.entity, profile: asTyped(who, false) });
    let again = chance(duplicated) ? 1 + Math.floor(random() ** 3 * 3) : 0;
    while (again-- > 0) made.push({ entity: who.entity, profile: asTyped(who, true) });
  }
  return made;
}
