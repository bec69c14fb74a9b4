import type { MessageRequest, RequestRefusal } from '../message.ts';

/** Milliseconds that a message may wait for its time to leave, where its request doesn't say. */
const usualPatience = 7 * 24 * 3_600_000;

/**
 * Whether there is still a reason for a message, and for how long: a moment of the past is no news, and one that was
 * imported or is replayed never was.
 */
export function reasonToBe(
  { notBefore, expiresAt, moment }: MessageRequest,
  now: Date,
): { dueAt: Date; expiresAt: Date } | { code: RequestRefusal } {
  if (moment && !moment.live) return { code: 'not-live' };
  const dueAt = notBefore && notBefore > now ? notBefore : now;
  const ends = [
    expiresAt?.getTime() ?? dueAt.getTime() + usualPatience,
    ...(moment ? [moment.time.getTime() + moment.maxAge * 1_000] : []),
  ];
  const end = new Date(Math.min(...ends));
  return end <= dueAt ? { code: 'too-late' } : { dueAt, expiresAt: end };
}
