import type { Trouble } from '../trouble.ts';
import { VendorFault } from '../vendor/vendor-fault.ts';
import type { Pulling } from './claim.ts';
import { nextTry } from './next-try.ts';
import type { PullParts } from './run-pull.ts';

/** All is pulled: again after the usual time, where there is one; and soon, where something was noted meanwhile. */
export async function endPull({ db, clock }: PullParts, { row, known, run }: Pulling): Promise<void> {
  const now = clock.now();
  const minutes = row.pullEvery ?? known.connector.pullEvery;
  await db.query(
    `update chaland.connection set pull_run = null, pull_lease_until = null, failures = 0, error = null,
       open_until = null, last_pull_at = $3, next_pull_at = case when next_pull_at > $5 then next_pull_at else $4 end
     where id = $1 and pull_run = $2`,
    [
      row.id,
      run,
      now,
      minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000),
      row.nextPullAt,
    ],
  );
}

/** Gives way: the next run takes over at once. */
export async function yieldPull({ db, clock }: PullParts, { row, run }: Pulling): Promise<void> {
  await db.query(
    'update chaland.connection set pull_lease_until = $3, failures = 0, error = null, open_until = null where id = $1 and pull_run = $2',
    [row.id, run, clock.now()],
  );
}

/** Notes why it ended, and when to try again: later each time, and once there were too many, a single try at a time. */
export async function failPull(
  { db, clock, log, random }: PullParts,
  { row, run, failures: before }: Pulling,
  trouble: Trouble,
  { error, progressed }: { error: unknown; progressed: boolean },
): Promise<void> {
  const failures = (progressed ? 0 : before) + 1;
  const asked = error instanceof VendorFault ? error.retryAt : undefined;
  const { at, opens } = nextTry(trouble.kind, failures, { now: clock.now(), random, asked });
  const { id, connector } = row;
  log[trouble.kind === 'own' ? 'error' : 'warn'](
    { connection: id, connector, failures, kind: trouble.kind, error: trouble.text, nextAt: at },
    'a pull failed',
  );
  await db.query(
    `update chaland.connection set pull_run = null, pull_lease_until = null, failures = $3, error = $4::jsonb,
       next_pull_at = $5, open_until = $6
     where id = $1 and pull_run = $2`,
    [id, run, failures, JSON.stringify(trouble), at, opens ? at : null],
  );
}
