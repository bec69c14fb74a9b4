import type { Clock } from '../../clock.ts';
import type { Consents } from '../../consent/consents.ts';
import { lockScope } from '../../consent/lock.ts';
import type { Context, DeploymentLocale } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import { uuidv7 } from '../../data/uuid.ts';
import type { Log } from '../../log.ts';
import type { Contributed } from '../../plugin/extension-point.ts';
import type { SendRule } from '../send-rule.ts';
import type { PressureLimit } from '../settings.ts';
import { type Held, hold } from './candidates.ts';
import { pressure } from './pressure.ts';
import type { Reserved } from './reserve.ts';
import { askRules } from './rules.ts';
import type { Verdict } from './verdict.ts';
import { writeVerdicts } from './write-verdicts.ts';

export interface ClaimParts {
  db: Database;
  clock: Clock;
  log: Log;
  locale: DeploymentLocale;
  consents: Pick<Consents, 'check'>;
  rules: readonly Contributed<SendRule>[];
  limits(): Promise<readonly PressureLimit[]>;
  contextOf(plugin: string): Context;
}

/** Messages that are this process's alone to hand over, and only now. */
export interface Claim {
  /** Their common mark: who brings the answer shows it. */
  id: string;
  messages: readonly Held[];
  /** By verdict, what became of all that was looked at. */
  verdicts: readonly { held: Held; verdict: Verdict }[];
}

/**
 * The door. In one transaction it locks customers and contact points, then asks for consent, rules and pressure, and
 * marks what may go as claimed. A withdrawal, an objection, a merge and an erasure lock the same rows: each is either
 * committed before this and seen, or waits until this is committed, and comes too late by a moment.
 */
export function claim(parts: ClaimParts, reserved: readonly Reserved[]): Promise<Claim> {
  const { db, clock, consents, rules, limits, contextOf, log, locale } = parts;
  return db.transaction(async () => {
    const { profiles } = await lockScope(db, {
      profileIds: reserved.map(({ profileId }) => profileId),
      contactPoints: reserved.map(({ contactPoint }) => contactPoint),
    });
    // Told after the locks: what had to be waited for may have taken long.
    const at = clock.now();
    const held = await hold(db, reserved, profiles, { at, locale });
    const verdicts = new Map<Held, Verdict>();
    for (const message of held) {
      if (message.expiresAt <= at) verdicts.set(message, { verdict: 'expire' });
    }

    const inTime = held.filter((message) => !verdicts.has(message));
    const answers = inTime.length > 0 ? await consents.check(inTime.map(questionOf)) : [];
    const agreed: { message: Held; consentId: string | null }[] = [];
    for (const [index, message] of inTime.entries()) {
      const { allowed, code, recordId = null } = answers[index]!;
      if (allowed) agreed.push({ message, consentId: recordId });
      else verdicts.set(message, { verdict: 'refuse', code });
    }

    const allowed: typeof agreed = [];
    const candidates = agreed.map(({ message }) => message);
    const ruled = await askRules(rules, candidates, contextOf, log);
    for (const [index, each] of agreed.entries()) {
      const decision = ruled[index]!;
      if (decision.allow) allowed.push(each);
      else if (!decision.until) verdicts.set(each.message, { verdict: 'refuse', code: decision.code });
      else verdicts.set(each.message, { verdict: 'wait', code: decision.code, until: decision.until });
    }

    const pressed = await pressure(
      db,
      allowed.length > 0 ? await limits() : [],
      allowed.map(({ message }) => message),
    );
    const messages: Held[] = [];
    for (const [index, { message, consentId }] of allowed.entries()) {
      const decision = pressed[index]!;
      if (decision.allow) {
        verdicts.set(message, { verdict: 'send', consentId });
        messages.push(message);
      } else verdicts.set(message, { verdict: 'wait', code: decision.code, until: decision.until! });
    }

    const id = uuidv7(at.getTime());
    const written = held.map((message) => ({ held: message, verdict: verdicts.get(message)! }));
    await writeVerdicts(db, id, written, at);
    return { id, messages, verdicts: written };
  });
}

const questionOf = ({ customerId, purpose, brand, channel, contactPoint }: Held) => ({
  customerId,
  purpose,
  brand,
  channel,
  contactPoint,
});
