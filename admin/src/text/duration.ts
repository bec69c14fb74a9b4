import { formatNumber } from './format.ts';

const units: [Intl.NumberFormatOptions['unit'], number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * How long something takes, in its largest unit: `45 s`, `3 min`, `2 h`.
 * @param seconds not negative
 */
export function formatDuration(seconds: number): string {
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ['second' as const, 1];
  return formatNumber(Math.round(seconds / size), { style: 'unit', unit, unitDisplay: 'short' });
}
