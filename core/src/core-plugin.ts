import type { Contribution } from './plugin/extension-point.ts';

/** What core itself contributes, by the same extension points as plugins: its permissions, jobs and moment types. */
export const coreContributions: readonly Contribution[] = [];
