import type { CustomerInput, MomentInput } from '@chaland/core';
import { randomOf } from '../draw/random.ts';
import { day, wallTime, whileOpen } from './calendar.ts';
import { historyOf } from './history.ts';
import { aPerson } from './person.ts';
import { type DemoStore, shops, webShop } from './stores.ts';
import { aVisit } from './visit.ts';

/** Among how many people one is known twice, and up to which number: 40 people in all. */
const [oneIn, upTo] = [50, 2_000];

/**
 * What the second account has in common with the first:
 * - `shared-email`: the same e-mail, which nobody has verified, and a name that is spelled a little differently;
 * - `verified-email`: the same, and the e-mail is verified at the second visit, as it is on the first account;
 * - `details`: names and birth date; another e-mail, and another town.
 */
const ways = ['shared-email', 'verified-email', 'details', 'shared-email', 'details'] as const;
export type SecondAccountWay = (typeof ways)[number];

/** How a person is known a second time. */
export interface SecondAccount {
  way: SecondAccountWay;
  /** What happened under it, in the order of time: visits in the web shop, and never a purchase. */
  moments: MomentInput[];
}

/**
 * The second account in the web shop of one of every 50 among the first 2,000 people, made without the loyalty card;
 * undefined for everybody else. It is drawn from a stream of its own, and nothing is bought under it: what is true of
 * the person's purchases stays as it is.
 * @param end as for `historyOf`
 */
export function secondAccountOf(seed: number, number: number, end: number): SecondAccount | undefined {
  if (number > upTo) return undefined;
  const block = Math.floor((number - 1) / oneIn);
  const way = ways[block % ways.length]!;
  // The first of the block whom it can be true of.
  for (let earlier = block * oneIn + 1; earlier < number; earlier++) {
    if (canHave(seed, earlier, end, way)) return undefined;
  }
  return canHave(seed, number, end, way) ? { way, moments: accountOf(seed, number, end, way) } : undefined;
}

/** Whether the first account says enough of somebody for the second to be compared with it. */
function canHave(seed: number, number: number, end: number, way: SecondAccountWay): boolean {
  const { home, online, knownAt } = aPerson(seed, number);
  if (way === 'verified-email') {
    return online && historyOf(seed, number, end).some(({ source }) => source === webShop.source);
  }
  const { identifiers = [], attributes = {} } = knownAt(home);
  return (
    identifiers.some(({ kind }) => kind === 'email') &&
    attributes.birthDate !== undefined &&
    historyOf(seed, number, end).some(({ source }) => source === home.source)
  );
}

/** Their number on the second account. */
export const secondIdOf = (number: number): string => `w-${number}-b`;

function accountOf(seed: number, number: number, end: number, way: SecondAccountWay): MomentInput[] {
  const random = randomOf(seed, 'second account', number);
  const from = lastTimeOf(historyOf(seed, number, end)) ?? end;
  const first = Math.min(from + day, end - 20 * day);
  const view = viewOf(seed, number, way);
  return [0, 1].map((index) => {
    const at = whileOpen(first + (index * 9 + random.next()) * day, webShop);
    const [visit] = aVisit(random, webShop, [], false).steps;
    return {
      id: `web-${number}-b${index + 1}`,
      source: webShop.source,
      type: 'visit',
      time: wallTime(at),
      store: webShop.code,
      data: visit!.data,
      customer: index === 0 ? view(false) : view(way === 'verified-email'),
    };
  });
}

const lastTimeOf = (history: readonly MomentInput[]) => {
  const last = history.at(-1);
  return last && Date.parse(`${last.time}Z`);
};

/** Who they say they are. @returns by whether their e-mail is verified */
function viewOf(seed: number, number: number, way: SecondAccountWay): (verified: boolean) => CustomerInput {
  const { home, knownAt } = aPerson(seed, number);
  const { birthDate, ...attributes } = knownAt(home).attributes ?? {};
  const { firstName = '', lastName = '' } = attributes as { firstName?: string; lastName?: string };
  const email = knownAt(webShop).identifiers!.find(({ kind }) => kind === 'email')!.value;
  const own = email.replace(/^([a-z]+)\.([a-z]+)/, '$2.$1.perso');
  return (verified) => ({
    id: secondIdOf(number),
    identifiers: [
      { kind: 'email', value: way === 'details' ? own : email, ...(verified ? { verified } : {}) },
    ],
    attributes: {
      ...attributes,
      firstName: withoutAccents(firstName),
      lastName: misspelled(lastName),
      ...(way === 'details' && birthDate ? { birthDate, address: movedFrom(home) } : {}),
    },
  });
}

/** Where they live now: the town of the next shop in another one. */
function movedFrom(home: DemoStore) {
  const elsewhere = shops.filter(({ city }) => city !== home.city);
  const { postalCode, city } = elsewhere[shops.indexOf(home) % elsewhere.length]!;
  return { postalCode, city, country: 'FR' };
}

const withoutAccents = (name: string) => name.normalize('NFD').replaceAll(/\p{M}/gu, '');

/** A doubled letter that was forgotten, or else one that is doubled. */
const misspelled = (name: string) =>
  /([a-z])\1/.test(name) ? name.replace(/([a-z])\1/, '$1') : name.replace(/([lnrst])(?=[aeiou])/, '$1$1');
