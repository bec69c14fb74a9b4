import { editDistance } from '../text/edit-distance.ts';
import { levelNumber, missing } from './levels.ts';

const level = {
  exact: levelNumber('birthDate', 'exact'),
  swapped: levelNumber('birthDate', 'day-month-swapped'),
  oneDigit: levelNumber('birthDate', 'one-digit'),
  onePart: levelNumber('birthDate', 'one-part'),
  sameYear: levelNumber('birthDate', 'same-year'),
  different: levelNumber('birthDate', 'different'),
};

/** Compares two dates, YYYY-MM-DD: one may be mistyped, or have its day and month swapped. */
export function compareBirthDates(a: string, b: string): number {
  if (a === '' || b === '') return missing;
  if (a === b) return level.exact;
  const [yearA, monthA, dayA] = parts(a);
  const [yearB, monthB, dayB] = parts(b);
  if (yearA === yearB && monthA === dayB && dayA === monthB) return level.swapped;
  if (editDistance(yearA + monthA + dayA, yearB + monthB + dayB, 1) === 1) return level.oneDigit;
  const same = Number(yearA === yearB) + Number(monthA === monthB) + Number(dayA === dayB);
  if (same === 2) return level.onePart;
  return yearA === yearB ? level.sameYear : level.different;
}

const parts = (date: string) => [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)] as const;
