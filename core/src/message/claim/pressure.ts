import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { Decision, SendCandidate } from '../send-rule.ts';
import type { PressureLimit } from '../settings.ts';

const day = 24 * 3_600_000;

/** A message that was handed over, or may have been. */
interface Sent {
  customerId: string;
  channel: string;
  purpose: string;
  marketing: boolean;
  at: number;
}

/**
 * Keeps back what would be more than a customer is to get, until the oldest of what they got no longer counts. Messages
 * of the same batch count too, in their order.
 */
export async function pressure(
  db: Database,
  limits: readonly PressureLimit[],
  candidates: readonly SendCandidate[],
): Promise<Decision[]> {
  const limited = candidates.filter((candidate) => limits.some((limit) => concerns(limit, candidate)));
  if (limited.length === 0) return candidates.map(() => ({ allow: true }));
  const longest = Math.max(...limits.map(({ days }) => days));
  const since = new Date(limited[0]!.at.getTime() - longest * day);
  const before = await sentSince(db, limited, since);
  const sent = Map.groupBy(before, ({ customerId }) => customerId);
  return candidates.map((candidate) => {
    const { customerId, at, channel, purpose, marketing } = candidate;
    const theirs = sent.get(customerId) ?? [];
    const until = Math.max(...limits.map((limit) => fullUntil(limit, candidate, theirs)));
    if (until > at.getTime()) return { allow: false, code: 'pressure', until: new Date(until) };
    sent.set(customerId, [...theirs, { customerId, channel, purpose, marketing, at: at.getTime() }]);
    return { allow: true };
  });
}

const concerns = (
  { channel, purpose }: PressureLimit,
  message: Pick<Sent, 'channel' | 'purpose' | 'marketing'>,
): boolean =>
  (channel === undefined || channel === message.channel) &&
  (purpose === undefined ? message.marketing : purpose === message.purpose);

/** When a customer may next get a message under a limit, in milliseconds; minus infinity where they may now. */
function fullUntil(limit: PressureLimit, candidate: SendCandidate, sent: readonly Sent[]): number {
  if (!concerns(limit, candidate)) return Number.NEGATIVE_INFINITY;
  const { most, days } = limit;
  const now = candidate.at.getTime();
  const counted = sent
    .filter((message) => concerns(limit, message) && message.at > now - days * day)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  if (counted.length < most) return Number.NEGATIVE_INFINITY;
  // None at all is a limit too: it is asked about again, since somebody may lift it.
  return (most === 0 ? now : counted[counted.length - most]!) + days * day;
}

/** Over all profiles of each customer, since pressure is what one person feels. */
async function sentSince(db: Database, candidates: readonly SendCandidate[], since: Date): Promise<Sent[]> {
  return db.query<Sent>(
    `with mine as materialized (
       select customer_id, profile_id from chaland.customer_profile where customer_id = any($1::uuid[])
     )
     select mine.customer_id as "customerId", m.channel, m.purpose, coalesce(p.marketing, true) as marketing,
       (extract(epoch from m.claimed_at) * 1000)::float8 as at
     from mine
     join chaland.message m on m.profile_id = mine.profile_id and m.claimed_at > $2
     left join chaland.purpose p on p.code = m.purpose
     where m.state in ('claimed', 'sent', 'unknown')`,
    [uuidArray([...new Set(candidates.map(({ customerId }) => customerId))]), since],
    { name: 'chaland.sent-since' },
  );
}
