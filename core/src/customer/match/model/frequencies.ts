import type { ComparedRecord } from '../record.ts';
import type { RecordSet } from '../record-set.ts';
import { domainOf } from '../text/email-parts.ts';
import { textHash } from '../text/text-hash.ts';
import type { Frequencies, FrequencyName, MatchModel } from './model.ts';

/** The values of a record that count as frequent or rare. */
const valuesOf: Record<FrequencyName, (record: ComparedRecord) => readonly string[]> = {
  firstName: ({ firstName }) => [firstName],
  lastName: ({ lastName }) => [lastName],
  birthDate: ({ birthDate }) => [birthDate],
  postalCode: ({ postalCode }) => [postalCode],
  city: ({ city }) => [city],
  street: ({ street }) => [street.join(' ')],
  email: ({ emails }) => emails,
  emailDomain: ({ emails }) => emails.map(domainOf),
  phone: ({ phones }) => phones,
  company: ({ company }) => [company],
};

/**
 * What a value is counted as: a model is kept, and must not tell an address or a name after its person was erased.
 */
export const fingerprint = (value: string): string => textHash(value, 7).toString(36);

/** Values at most that a model keeps for an attribute: the most frequent. */
const mostKept = 20_000;

/** Counts the values of a base. */
export function countFrequencies(records: RecordSet): MatchModel['frequencies'] {
  const frequencies: MatchModel['frequencies'] = {};
  for (const [name, values] of Object.entries(valuesOf)) {
    const counts = new Map<string, number>();
    let total = 0;
    for (let ordinal = 0; ordinal < records.size; ordinal++) {
      for (const value of values(records.at(ordinal))) {
        if (value === '') continue;
        counts.set(value, (counts.get(value) ?? 0) + 1);
        total++;
      }
    }
    frequencies[name as FrequencyName] = keepFrequent(counts, total);
  }
  return frequencies;
}

function keepFrequent(counts: ReadonlyMap<string, number>, total: number): Frequencies {
  const repeated = [...counts].filter(([, count]) => count > 1);
  repeated.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    total,
    rest: repeated[mostKept]?.[1] ?? 1,
    counts: Object.fromEntries(
      repeated.slice(0, mostKept).map(([value, count]) => [fingerprint(value), count]),
    ),
  };
}
