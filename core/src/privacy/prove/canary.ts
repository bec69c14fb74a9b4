import { randomBytes, randomInt } from 'node:crypto';
import type { IdentifierKind } from '../../customer/customers.ts';
import type { CustomerInput, IdentifierInput } from '../../moment/moment.ts';

/** An invented person, every text of whom can be told apart from all else and is searched for once they are erased. */
export interface Canary {
  /** As sources name them; the same at every call. */
  customer: CustomerInput;
  /** The id that they were given; known once they were recorded. */
  customerId: string;
  /** A word to put into a field, e.g. `zqk3f9x7a0017`, with the place to tell when it is found where it should not be. */
  word(place: string): string;
  /** Asks the API as an administrator. */
  request(path: string, init?: RequestInit): Promise<Response>;
}

/** What was planted: words that all begin alike, and a few values that can't be words. */
export interface Planted {
  word: Canary['word'];
  /** For `like`, in lower case. */
  patterns: readonly string[];
  /** Whose field a found text was planted in. */
  placesIn(text: string): string[];
}

export function createPlanted(): Planted & { number(place: string, digits: string): void } {
  const prefix = `zq${randomBytes(4).toString('hex')}x`;
  const places = new Map<string, string>();
  const patterns = [`%${prefix}%`];
  return {
    patterns,
    word(place) {
      const word = `${prefix}${String(places.size).padStart(4, '0')}`;
      places.set(word, place);
      return word;
    },
    number(place, digits) {
      places.set(digits, place);
      patterns.push(`%${digits}%`);
    },
    placesIn: (text) =>
      [...places].filter(([mark]) => text.toLowerCase().includes(mark)).map(([, place]) => place),
  };
}

/** Their identifiers, one of each kind that the deployment knows and that an invented value fits. */
export function canaryIdentifiers(
  kinds: ReadonlyMap<string, IdentifierKind>,
  planted: ReturnType<typeof createPlanted>,
  country: string,
): IdentifierInput[] {
  return [...kinds.values()].flatMap(({ kind, normalise }) => {
    const place = `identifier ${kind}`;
    const value =
      kind === 'phone'
        ? phone(planted, place)
        : kind === 'email'
          ? `${planted.word(place)}@example.com`
          : planted.word(place);
    return 'value' in normalise(value, country) ? [{ kind, value, verified: true }] : [];
  });
}

/** One of the numbers that Arcep keeps for fiction: 06 39 98 XX XX. */
function phone(planted: ReturnType<typeof createPlanted>, place: string): string {
  const last = String(randomInt(10_000)).padStart(4, '0');
  planted.number(place, `63998${last}`);
  return `+3363998${last}`;
}
