import type { Comparison } from './pair.ts';

type Told = Comparison['merged'][number];
type Value = Pick<Told, 'value' | 'profile' | 'source' | 'since' | 'verified'>;

/** One attribute of two customers beside each other. */
export interface Compared {
  attribute: string;
  /** What each has by the rules, in the pair's order; undefined where none of their sources tells it. */
  sides: readonly [Value | undefined, Value | undefined];
  /** Whose value the rules would choose: 0 or 1. */
  wins: 0 | 1;
  differs: boolean;
}

/** Attributes in the order in which people read them; a retailer's own come last. */
const order = ['firstName', 'lastName', 'company', 'gender', 'birthDate', 'language', 'address', 'country'];
const placeOf = (attribute: string) => {
  const place = order.indexOf(attribute);
  return place === -1 ? order.length : place;
};

/** Lays what the two would be as one out by who tells it: their best values, and which of them would win. */
export function compared({ merged, customers }: Pick<Comparison, 'merged' | 'customers'>): Compared[] {
  const first = new Set(customers[0]?.profiles.map(({ id }) => id));
  return merged
    .toSorted((a, b) => placeOf(a.attribute) - placeOf(b.attribute))
    .map((told) => {
      const values: Value[] = [told, ...told.others];
      const one = values.find(({ profile }) => first.has(profile));
      const other = values.find(({ profile }) => !first.has(profile));
      const wins = first.has(told.profile) ? 0 : 1;
      const differs = !!one && !!other && JSON.stringify(one.value) !== JSON.stringify(other.value);
      return { attribute: told.attribute, sides: [one, other], wins, differs };
    });
}
