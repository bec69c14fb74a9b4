import { problem } from '../../http/problem.ts';

/** The id of a pair: both customers, the smaller id first. */
export const pairId = (a: string, b: string): string => (a < b ? `${a}~${b}` : `${b}~${a}`);

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const pairIdPattern = `^${uuid}~${uuid}$`;

/** @throws CHL_INPUT_INVALID for two that are one */
export function customersOf(id: string): [string, string] {
  const [a, b] = id.split('~') as [string, string];
  if (a === b) throw problem('CHL_MERGE_SAME', { detail: 'the pair names one customer twice' });
  return [a, b];
}
