import type { ComparedRecord } from '../record.ts';
import { editDistance } from '../text/edit-distance.ts';
import { domainOf, localPart } from '../text/email-parts.ts';
import { jaroWinkler } from '../text/jaro-winkler.ts';
import { implied, levelNumber, missing } from './levels.ts';

const email = {
  exact: levelNumber('email', 'exact'),
  near: levelNumber('email', 'near'),
  sameLocalPart: levelNumber('email', 'same-local-part'),
  similar: levelNumber('email', 'similar'),
  different: levelNumber('email', 'different'),
};
const phone = {
  exact: levelNumber('phone', 'exact'),
  near: levelNumber('phone', 'near'),
  different: levelNumber('phone', 'different'),
};

/** Parts before the @ that many have. */
const roles = new Set([
  'contact',
  'info',
  'accueil',
  'hello',
  'bonjour',
  'mail',
  'admin',
  'office',
  'noreply',
]);

/** The best that any two addresses of the two records reach. */
export function compareEmails(a: ComparedRecord, b: ComparedRecord): number {
  return best(a.emails, b.emails, (one, other) => emailLevel(one, other, a, b));
}

export const comparePhones = (a: readonly string[], b: readonly string[]): number => best(a, b, phoneLevel);

function best(
  a: readonly string[],
  b: readonly string[],
  level: (one: string, other: string) => number,
): number {
  if (a.length === 0 || b.length === 0) return missing;
  let found = Number.POSITIVE_INFINITY;
  for (const one of a) {
    for (const other of b) {
      const reached = level(one, other);
      // What says nothing is better than what differs.
      const rank = reached === implied ? email.different - 0.5 : reached;
      found = Math.min(found, rank);
    }
  }
  return Number.isInteger(found) ? found : implied;
}

const phoneLevel = (one: string, other: string) =>
  one === other ? phone.exact : editDistance(one, other, 1) === 1 ? phone.near : phone.different;

function emailLevel(one: string, other: string, a: ComparedRecord, b: ComparedRecord): number {
  if (one === other) return email.exact;
  const local = localPart(one);
  const named = saysName(local, a) && saysName(localPart(other), b);
  const slips = one.length >= 10 && other.length >= 10 && editDistance(one, other, 2) <= 2;
  if (slips && !(named && digitsOf(one) !== digitsOf(other))) return email.near;
  if (local === localPart(other)) {
    const tells = local.length >= 5 && !roles.has(local) && !saysName(local, a) && !saysName(local, b);
    return tells ? email.sameLocalPart : email.different;
  }
  const alike = jaroWinkler(one, other) >= 0.92 && jaroWinkler(domainOf(one), domainOf(other)) >= 0.9;
  if (!alike) return email.different;
  return named ? implied : email.similar;
}

/** marie.martin.12@ and marie.martin.47@ are two people who are called alike, as providers number them. */
const digitsOf = (address: string) => address.replaceAll(/\D+/g, ' ');

/** marie.martin@ is had by many who are called so: the name has said it already. */
const saysName = (local: string, { firstName, lastName }: ComparedRecord) =>
  [firstName, lastName].some((name) => name !== '' && local.includes(name.replaceAll(' ', '').slice(0, 5)));
