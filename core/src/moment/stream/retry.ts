import { errorText } from '../../error-text.ts';
import { holdOffErasures } from '../../privacy/erase/gate.ts';
import { retryDelay } from '../../retry-delay.ts';
import type { Moment } from '../moment.ts';
import { attempt, type Failure } from './attempt.ts';
import { asLiveAsItIs } from './live.ts';
import { type MomentRow, momentColumns, momentOf } from './moment-row.ts';
import { defaultAttempts } from './park.ts';
import type { Position } from './position.ts';
import type { Subscription } from './subscription.ts';

interface Due extends Position {
  profile_id: string;
  moment_id: string;
  attempts: number;
  replay_epoch: number | null;
  replay_tx: string;
  replay_seq: number;
}

/**
 * Hands over one moment whose time to be tried again has come, in a transaction of its own, claimed against
 * other processes. Returns false where there is none.
 */
export function retryOne(subscription: Subscription): Promise<boolean> {
  const { db, subscriber } = subscription;
  return db.transaction(async () => {
    await db.query(holdOffErasures);
    const due = await claimDue(subscription);
    if (!due) return false;
    const moment = await momentAt(subscription, due);
    // Erased meanwhile: there is nothing left to hand over.
    const failure = moment && (await attempt(db, () => subscriber.handle([moment], subscription.context())));
    const goesOn = failure ? await putBack(subscription, due, failure) : await done(subscription, due);
    if (goesOn && subscriber.orderedByProfile) await releaseNext(subscription, due.profile_id);
    return true;
  });
}

async function claimDue({ db, clock, subscriber }: Subscription): Promise<Due | undefined> {
  const [due] = await db.query<Due>(
    `select p.profile_id, p.moment_id, p.epoch, p.tx, p.seq, p.attempts,
            s.replay_epoch, s.replay_tx, s.replay_seq
     from chaland.parked_moment p join chaland.subscription s on s.id = p.subscription
     where p.subscription = $1 and p.state = 'retrying' and p.next_attempt_at <= $2 and s.state = 'running'
     order by p.epoch, p.tx, p.seq
     limit 1
     for update of p skip locked`,
    [subscriber.id, clock.now()],
    { name: 'stream_due' },
  );
  return due;
}

async function momentAt({ db }: Subscription, due: Due): Promise<Moment | undefined> {
  const [row] = await db.query<MomentRow>(
    `select ${momentColumns} from chaland.moment
     where epoch = $1 and tx = $2::xid8 and seq = $3 and profile_id = $4 and id = $5`,
    [due.epoch, due.tx, due.seq, due.profile_id, due.moment_id],
  );
  const replayedUpTo =
    due.replay_epoch === null ? null : { epoch: due.replay_epoch, tx: due.replay_tx, seq: due.replay_seq };
  return row && asLiveAsItIs(momentOf(row), due, replayedUpTo);
}

async function done({ db, subscriber }: Subscription, { moment_id }: Due): Promise<boolean> {
  await db.query('delete from chaland.parked_moment where subscription = $1 and moment_id = $2', [
    subscriber.id,
    moment_id,
  ]);
  return true;
}

/** Returns true where it was parked for good, so that others need not wait for it. */
async function putBack(
  { db, clock, log, subscriber }: Subscription,
  due: Due,
  { error }: Failure,
): Promise<boolean> {
  const attempts = due.attempts + 1;
  const parked = attempts >= (subscriber.attempts ?? defaultAttempts);
  const text = errorText(error);
  const next = parked ? null : new Date(clock.now().getTime() + retryDelay(attempts));
  await db.query(
    `update chaland.parked_moment set state = $3, attempts = $4, error = $5, next_attempt_at = $6
     where subscription = $1 and moment_id = $2`,
    [subscriber.id, due.moment_id, parked ? 'parked' : 'retrying', attempts, text, next],
  );
  if (parked) {
    const { moment_id: moment } = due;
    log.error({ subscription: subscriber.id, moment, attempts, error: text }, 'moment parked');
  }
  return parked;
}

/** The next one that waits is due now; those behind it go on waiting for it. */
async function releaseNext({ db, clock, subscriber }: Subscription, profile: string): Promise<void> {
  await db.query(
    `update chaland.parked_moment set state = 'retrying', next_attempt_at = $3
     where subscription = $1 and moment_id = (
       select moment_id from chaland.parked_moment
       where subscription = $1 and profile_id = $2 and state = 'waiting'
       order by epoch, tx, seq
       limit 1)`,
    [subscriber.id, profile, clock.now()],
  );
}
