import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import type { PreferenceLinks } from '../../consent/preference/links.ts';
import type { Context } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import { inGroups } from '../../data/in-groups.ts';
import { errorText } from '../../error-text.ts';
import type { Log } from '../../log.ts';
import type { OutgoingMessage } from '../channel.ts';
import type { KnownChannel } from '../channels.ts';
import type { Held } from '../claim/candidates.ts';
import type { Claim } from '../claim/claim.ts';
import { lease } from '../lease.ts';
import { type Answer, answerOf } from './answer.ts';
import { outgoing } from './outgoing.ts';
import { renewLease } from './renew-lease.ts';
import { type Ended, writeAnswers } from './write-answers.ts';

export interface HandOverParts {
  db: Database;
  clock: Clock;
  log: Log;
  links: Pick<PreferenceLinks, 'preferences' | 'unsubscribe'> | null;
  contextOf(plugin: string): Context;
  /** Aborts when the process has been told to end, and its grace is over. */
  signal: AbortSignal;
}

/** Milliseconds between two tries to write an answer down. */
const interval = 500;

export type HandOver = ReturnType<typeof createHandOver>;

/** Hands claimed messages over to their channel, all at once, and writes each answer as it comes. */
export function createHandOver({ db, clock, log, links, contextOf, signal }: HandOverParts) {
  const write = inGroups<Ended, undefined>(
    async (ended) => {
      await writeAnswers(db, ended, clock.now());
      return ended.map(() => undefined);
    },
    { atOnce: 1 },
  );

  async function send(
    message: Held,
    { plugin, value: channel }: KnownChannel,
    until: number,
  ): Promise<Answer> {
    // The process stood still for so long that others may take it for dead: the door has to be passed again.
    if (performance.now() > until)
      return { answer: 'not-now', detail: 'its process was held up before the hand-over' };
    let letter: OutgoingMessage;
    let context: Context;
    try {
      letter = outgoing(message, links);
      context = contextOf(plugin);
    } catch (error) {
      return { answer: 'not-now', detail: errorText(error) };
    }
    try {
      const { providerId = null } = await channel.send(letter, message.content, context, { signal });
      return { answer: 'sent', providerId };
    } catch (error) {
      return answerOf(error);
    }
  }

  /** An answer that is known is worth keeping: it is tried for as long as nobody gives the message up. */
  async function keep(ended: Ended, until: number): Promise<void> {
    for (;;) {
      try {
        await write(ended);
        return;
      } catch (error) {
        log.error(
          { message: ended.messageId, error: errorText(error) },
          'the answer to a message was not written',
        );
        if (performance.now() > until) return;
        await pause(interval);
      }
    }
  }

  return async function handOver(claim: Claim, channel: KnownChannel): Promise<Answer[]> {
    let until = performance.now() + lease;
    const renewal = setInterval(() => {
      void renewLease(db, claim.id, clock.now()).then(
        () => {
          until = performance.now() + lease;
        },
        // Where the database is away, the next renewal may still be in time.
        () => {},
      );
    }, lease / 2);
    try {
      return await Promise.all(
        claim.messages.map(async (message) => {
          const answer = await send(message, channel, until);
          const { profileId, messageId } = message;
          await keep({ claim: claim.id, profileId, messageId, answer }, performance.now() + lease);
          return answer;
        }),
      );
    } finally {
      clearInterval(renewal);
    }
  };
}
