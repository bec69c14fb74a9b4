import { systemPrincipal } from '../../access/principal.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { type EraseParts, eraseCustomers } from '../erase/erase.ts';
import { eraseOldMoments } from '../erase/erase-old-moments.ts';
import type { EffectivePolicy } from './effective.ts';
import { type Due, findDue } from './find-due.ts';

export const retentionJob = 'core.retention';

/** Persons erased in one transaction: ingest waits for it. */
const atOnce = 50;

export interface RetentionRun {
  id: string;
  state: 'running' | 'done' | 'stopped';
  startedAt: Date;
  finishedAt: Date | null;
  lookedAt: number;
  /** Persons, or persons whose moments went, by policy. */
  counts: Record<string, number>;
}

const columns = `id, state, started_at as "startedAt", finished_at as "finishedAt", looked_at as "lookedAt", counts`;

/** The runs, the latest first. */
export const retentionRuns = ({ db }: Pick<EraseParts, 'db'>, limit = 20): Promise<RetentionRun[]> =>
  db.query<RetentionRun>(
    `select ${columns} from chaland.retention_run order by started_at desc, id desc limit $1`,
    [limit],
  );

/**
 * Erases what the policies say, batch by batch through all customers, and notes after each how far it is: cut short, it
 * goes on there. A customer whose time is over is looked at again under the locks of the erasure's own.
 * @param signal ends it between two batches; the next run goes on
 */
export async function runRetention(
  parts: EraseParts,
  policies: readonly EffectivePolicy[],
  signal?: AbortSignal,
): Promise<RetentionRun> {
  const { db, clock, audit } = parts;
  const run = await begin(parts, policies);
  for (let { cursor } = run; ; ) {
    signal?.throwIfAborted();
    const page = await findDue(db, run.policies, { now: run.startedAt, after: cursor });
    const counts = await eraseDue(parts, page.due, run.startedAt);
    cursor = page.next;
    await db.query(
      `update chaland.retention_run set cursor = coalesce($2, cursor), looked_at = looked_at + $3,
         counts = (
           select coalesce(jsonb_object_agg(policy, n), '{}') from (
             select policy, sum(n)::int as n from (
               select key as policy, value::int as n from jsonb_each_text(counts)
               union all select key, value::int from jsonb_each_text($4::jsonb)) both_of
             group by policy) summed)
       where id = $1`,
      [run.id, cursor, page.lookedAt, JSON.stringify(counts)],
    );
    if (cursor === null) break;
  }
  return db.transaction(async () => {
    const [done] = await db.query<RetentionRun>(
      `update chaland.retention_run set state = 'done', finished_at = $2 where id = $1 returning ${columns}`,
      [run.id, clock.now()],
    );
    await audit.write([
      {
        principal: systemPrincipal,
        action: 'retention',
        subject: { kind: 'retention-run', id: run.id },
        changes: { lookedAt: done!.lookedAt, counts: done!.counts },
      },
    ]);
    return done!;
  });
}

interface Begun {
  id: string;
  policies: EffectivePolicy[];
  startedAt: Date;
  cursor: string | null;
}

/** The one that was cut short, with the policies as they were; else a new one. */
async function begin({ db, clock }: EraseParts, policies: readonly EffectivePolicy[]): Promise<Begun> {
  const [open] = await db.query<Begun>(
    `select id, policies, started_at as "startedAt", cursor from chaland.retention_run
     where state = 'running' order by started_at desc limit 1`,
  );
  if (open) return open;
  const now = clock.now();
  const id = uuidv7(now.getTime());
  await db.query(
    `insert into chaland.retention_run (id, state, policies, started_at) values ($1, 'running', $2::jsonb, $3)`,
    [id, JSON.stringify(policies), now],
  );
  return { id, policies: [...policies], startedAt: now, cursor: null };
}

async function eraseDue(parts: EraseParts, due: readonly Due[], now: Date): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = ({ id }: EffectivePolicy, n: number) => {
    if (n > 0) counts[id] = (counts[id] ?? 0) + n;
  };
  for (const [policy, all] of Map.groupBy(due, (one) => one.policy)) {
    for (let from = 0; from < all.length; from += atOnce) {
      const customerIds = all.slice(from, from + atOnce).map(({ customerId }) => customerId);
      if (policy.data === 'person') {
        const erasure = await eraseCustomers(parts, customerIds, {
          by: systemPrincipal,
          reason: 'retention',
        });
        count(policy, erasure ? customerIds.length : 0);
      } else {
        await eraseOldMoments(parts, customerIds, {
          before: monthsBefore(now, policy.months),
          types: policy.types,
        });
        count(policy, customerIds.length);
      }
    }
  }
  return counts;
}

/** By the calendar, as PostgreSQL subtracts months: the last day of a shorter month. */
export function monthsBefore(now: Date, months: number): Date {
  const day = new Date(now);
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() - months);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(now.getUTCDate(), last));
  return day;
}
