import type { paths } from '../../kit/index.ts';

/** A page of those who would go. */
export type DryRunPage =
  paths['/api/privacy/retention/dry-run']['post']['responses'][200]['content']['application/json'];
export type Due = DryRunPage['items'][number];

/** Who would go, as far as it was looked. */
export interface DryRunResult {
  lookedAt: number;
  /** Persons by policy. */
  counts: Readonly<Record<string, number>>;
  /** The first of them, to look at. */
  sample: readonly Due[];
  isDone: boolean;
}

export const noResult: DryRunResult = { lookedAt: 0, counts: {}, sample: [], isDone: false };

const sampleSize = 20;

/** What was found, and a page more. */
export function withPage(before: DryRunResult, { items, lookedAt, next }: DryRunPage): DryRunResult {
  const counts = { ...before.counts };
  for (const { policy } of items) counts[policy] = (counts[policy] ?? 0) + 1;
  return {
    lookedAt: before.lookedAt + lookedAt,
    counts,
    sample: [...before.sample, ...items].slice(0, sampleSize),
    isDone: next === null,
  };
}
