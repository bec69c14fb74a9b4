import type { KnownChannel } from '../channels.ts';
import { type ClaimParts, claim } from '../claim/claim.ts';
import { reserve } from '../claim/reserve.ts';
import type { Tally } from '../tally.ts';
import type { HandOver } from './hand-over.ts';

export interface DeliverParts extends ClaimParts {
  handOver: HandOver;
  tally: Tally;
}

/** What one round did; `stuck` where the channel took nothing of it, and may be down as a whole. */
export type Round = 'nothing' | 'some' | 'stuck';

/** Takes the next messages of a channel through the door, and hands over those that pass. */
export async function deliver(parts: DeliverParts, channel: KnownChannel, most: number): Promise<Round> {
  const { db, clock, handOver, tally } = parts;
  const { id } = channel.value;
  const reserved = await reserve(db, id, most, clock.now());
  if (reserved.length === 0) return 'nothing';
  const claimed = await claim(parts, reserved);
  for (const { verdict } of claimed.verdicts) {
    if (verdict.verdict === 'refuse') tally(id, 'refused');
    if (verdict.verdict === 'expire') tally(id, 'expired');
  }
  if (claimed.messages.length === 0) return 'some';
  const answers = await handOver(claimed, channel);
  for (const { answer } of answers) if (answer !== 'not-now') tally(id, answer);
  return answers.every(({ answer }) => answer === 'not-now') ? 'stuck' : 'some';
}
