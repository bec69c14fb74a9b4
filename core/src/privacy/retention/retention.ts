import type { EraseParts } from '../erase/erase.ts';
import type { PrivacySettings } from '../settings.ts';
import { type EffectivePolicy, effectivePolicies } from './effective.ts';
import { type Due, type DuePage, findDue } from './find-due.ts';
import { type RetentionRun, retentionRuns, runRetention } from './run.ts';

/** How long data is kept, who would go, and who went. */
export interface Retention {
  policies(): Promise<EffectivePolicy[]>;
  /**
   * Who would go, and why; nothing is erased. It looks on until it has found as many as asked for, or has looked at
   * 20,000.
   * @param after `next` of the page before
   */
  dryRun(options?: { after?: string | null; limit?: number }): Promise<DuePage>;
  /** Erases what is due, or goes on with a run that was cut short; undefined where no policy says anything. */
  run(options?: { signal?: AbortSignal }): Promise<RetentionRun | undefined>;
  /** The latest first. */
  runs(): Promise<RetentionRun[]>;
}

const mostLookedAt = 20_000;

export function createRetention(parts: EraseParts, settings: () => Promise<PrivacySettings>): Retention {
  const { db, clock, extensions } = parts;
  const policies = async () => effectivePolicies(extensions, await settings());
  return {
    policies,
    async dryRun({ after = null, limit = 100 } = {}) {
      const given = await policies();
      const due: Due[] = [];
      let lookedAt = 0;
      let next: string | null = after;
      if (given.length === 0) return { due, lookedAt, next: null };
      do {
        const page: DuePage = await findDue(db, given, { now: clock.now(), after: next });
        due.push(...page.due);
        lookedAt += page.lookedAt;
        next = page.next;
      } while (next !== null && due.length < limit && lookedAt < mostLookedAt);
      return { due, lookedAt, next };
    },
    async run({ signal } = {}) {
      const given = await policies();
      return given.length === 0 ? undefined : runRetention(parts, given, signal);
    },
    runs: () => retentionRuns(parts),
  };
}
