import { type AttributeName, levelNumber } from '../compare/levels.ts';
import type { ComparedRecord } from '../record.ts';
import { domainOf } from '../text/email-parts.ts';
import { fingerprint } from './frequencies.ts';
import type { Frequencies, FrequencyName, MatchModel } from './model.ts';

/** The share of other profiles that agree with this one at a level because its value is frequent. */
export type FrequencyOf = (
  name: AttributeName,
  level: number,
  a: ComparedRecord,
  b: ComparedRecord,
) => number | undefined;

const swapped = levelNumber('lastName', 'swapped');
const crossed = levelNumber('lastName', 'crossed');
const email = { near: levelNumber('email', 'near'), similar: levelNumber('email', 'similar') };

/** How often two addresses at one provider are nearly alike, or similar, where their holders are called alike. */
const alikeAtOneProvider = { [email.near]: 0.02, [email.similar]: 0.1 };

/**
 * The frequencies of a model's values. A value that was seen `count` times among `total` has the share
 * `count / (total + 1/u)`: to what was counted, one more of a typical value's share is added, so that in a small base a
 * value isn't taken for rare, nor for frequent, because of the pair itself. (A gamma prior of the mean u.)
 * @returns undefined where nothing was counted
 */
export function frequencyOf({ attributes, frequencies }: MatchModel): FrequencyOf {
  const shares = new Map<FrequencyName, (value: string) => number>();
  for (const [name, found] of Object.entries(frequencies) as [FrequencyName, Frequencies][]) {
    if (found.total === 0) continue;
    const counts = new Map(Object.entries(found.counts));
    const typical = name === 'emailDomain' ? 0.01 : attributes[name].u[0]!;
    const size = found.total + 1 / typical;
    shares.set(name, (value) => (counts.get(fingerprint(value)) ?? found.rest) / size);
  }
  const firstName = shares.get('firstName');
  const lastName = shares.get('lastName');

  return (name, level, a, b) => {
    if (name === 'lastName' && level >= swapped) {
      if (!firstName || !lastName) return undefined;
      if (level === crossed) {
        const value = a.firstName !== '' && a.firstName === b.lastName ? a.firstName : a.lastName;
        return firstName(value) + lastName(value);
      }
      const of = (one: ComparedRecord) => firstName(one.firstName) * lastName(one.lastName);
      return Math.max(of(a), of(b));
    }
    if (name === 'gender') return undefined;
    const alike = name === 'email' ? alikeAtOneProvider[level] : undefined;
    if (alike !== undefined) {
      const domain = shares.get('emailDomain');
      return domain && Math.max(domain(domainOf(a.emails[0]!)), domain(domainOf(b.emails[0]!))) * alike;
    }
    return shares.get(name)?.(agreed(name, a, b));
  };
}

/** The value that the two agree on. */
function agreed(name: Exclude<AttributeName, 'gender'>, a: ComparedRecord, b: ComparedRecord): string {
  switch (name) {
    case 'email':
      return a.emails.find((email) => b.emails.includes(email)) ?? '';
    case 'phone':
      return a.phones.find((phone) => b.phones.includes(phone)) ?? '';
    case 'street':
      return a.street.join(' ');
    default:
      return a[name];
  }
}
