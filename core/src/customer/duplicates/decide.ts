import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { Problem, problem } from '../../http/problem.ts';
import type { DecidedBy, Merges } from '../merge/merge.ts';
import { type Reach, visible } from '../read/visible.ts';
import { readCompared } from './compared.ts';
import { dismiss, whoIs } from './dismiss.ts';
import { customersOf, pairId } from './pair-id.ts';

export interface Decision {
  id: string;
  decision: 'merge' | 'dismiss';
  survivor?: string | undefined;
  reason?: string | undefined;
}

export interface Decided {
  id: string;
  outcome: 'merged' | 'dismissed' | 'failed';
  merge?: string;
  problem?: Record<string, unknown>;
  customers: string[];
}

/** Carries decisions out one by one: those before may have made of a pair's customers who they are now. */
export async function decide(
  { db, merges, clock }: { db: Database; merges: Merges; clock: Clock },
  decisions: readonly Decision[],
  { by, reach }: { by: DecidedBy; reach: Reach },
): Promise<Decided[]> {
  const decided: Decided[] = [];
  for (const [index, { id, decision, survivor, reason = null }] of decisions.entries()) {
    const pointer = `/decisions/${index}`;
    try {
      const [a, b] = await currentPair(db, id, reach, pointer);
      if (decision === 'dismiss') {
        await dismiss(db, [a, b], { by, reason, at: clock.now() });
        decided.push({ id, outcome: 'dismissed', customers: [a, b] });
      } else {
        const survivorId = await survivorOf(db, [a, b], survivor?.toLowerCase(), `${pointer}/survivor`);
        const loserId = survivorId === a ? b : a;
        const merge = await merges.merge({ survivorId, loserId, by, reason });
        decided.push({ id, outcome: 'merged', merge: merge.id, customers: [a, b] });
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      decided.push({ id, outcome: 'failed', problem: error.toJSON(), customers: [] });
    }
  }
  return decided;
}

/** @throws CHL_NOT_FOUND for who isn't there or isn't to be seen, CHL_MERGE_SAME for who is one by now */
export async function currentPair(
  db: Database,
  id: string,
  reach: Reach,
  pointer?: string,
): Promise<[string, string]> {
  const asked = customersOf(id);
  const at = pointer ? { pointer } : {};
  const now = await whoIs(db, asked);
  const [a, b] = asked.map((one) => now.get(one));
  const seen = await visible(db, [...now.values()], reach);
  if (!a || !b || !seen.has(a) || !seen.has(b)) {
    throw problem('CHL_NOT_FOUND', { detail: 'no customers have these ids', ...at });
  }
  if (a === b) {
    throw problem('CHL_MERGE_SAME', {
      detail: 'they are one customer by now',
      mend: 'Nothing is left to decide; GET /api/merges?customer=… says how they became one.',
      ...at,
    });
  }
  return pairId(a, b).split('~') as [string, string];
}

/** Who was asked for, or who he is now; else who has told more, and of two the same the older. */
async function survivorOf(
  db: Database,
  [a, b]: readonly [string, string],
  asked: string | undefined,
  pointer: string,
): Promise<string> {
  if (asked === undefined) {
    const compared = await readCompared(db, [a, b]);
    const told = (id: string) => compared.get(id)?.identifiers.length ?? 0;
    return told(b) > told(a) ? b : a;
  }
  const now = (await whoIs(db, [asked])).get(asked);
  if (now === a || now === b) return now;
  throw problem('CHL_INPUT_INVALID', { detail: 'is neither of the two', pointer });
}
