import {
  type Context,
  type Decision,
  localDay,
  parseTime,
  type SendCandidate,
  sendRule,
} from '@chaland/core';
import { nextDayToCall } from '../hours/spread.ts';
import { callFrequency } from '../rule/call-frequency.ts';
import { inForce } from '../rule/dated.ts';
import { settingsOf } from '../settings.ts';
import { concerned } from './concerned.ts';
import { openFor } from './contact-hours.ts';

const day = 24 * 60 * 60 * 1_000;

/**
 * Who was called to be sold something since a day, answered or not: by the customer that they are now. A call counts
 * from its claim; it may have been made.
 */
async function callsSince(
  { db }: Pick<Context, 'db'>,
  customerIds: readonly string[],
  channels: readonly string[],
  since: Date,
): Promise<Map<string, Date[]>> {
  const rows = await db.query<{ customer: string; calls: Date[] }>(
    `select mine.customer_id as customer, array_agg(m.claimed_at) as calls
     from chaland.customer_profile mine
       join chaland.message m on m.profile_id = mine.profile_id
       join chaland.purpose p on p.code = m.purpose and p.marketing
     where mine.customer_id = any($1::uuid[]) and m.channel = any($2::text[]) and m.claimed_at >= $3
       and m.state in ('claimed', 'sent', 'unknown', 'failed')
     group by mine.customer_id`,
    [customerIds, channels, since],
    { name: 'policy-fr.calls' },
  );
  return new Map(rows.map(({ customer, calls }) => [customer, calls]));
}

/** Keeps a call back while its customer was called as often as may be. */
export const callsSpread = sendRule({
  id: 'policy-fr.call-frequency',
  title: { en: 'Four calls in thirty days', fr: 'Quatre appels en trente jours' },
  async decide(candidates, context) {
    const settings = await settingsOf(context);
    const calling = candidates.flatMap((candidate) => {
      const whom = concerned(candidate, settings);
      if (whom?.means !== 'call') return [];
      const law = inForce(callFrequency, localDay(candidate.at, whom.place.timeZone))?.rule;
      return law ? [{ candidate, whom, law }] : [];
    });
    if (calling.length === 0) return candidates.map((): Decision => ({ allow: true }));

    const earliest = Math.min(...calling.map(({ candidate }) => candidate.at.getTime()));
    const longest = Math.max(...calling.map(({ law }) => law.days));
    const calls = await callsSince(
      context,
      [...new Set(calling.map(({ candidate }) => candidate.customerId))],
      settings.callChannels,
      // A day more: theirs may have begun before ours.
      new Date(earliest - (longest + 1) * day),
    );

    const decisions = new Map<SendCandidate, Decision>();
    for (const { candidate, whom, law } of calling) {
      const { at, customerId } = candidate;
      const { timeZone } = whom.place;
      const before = calls.get(customerId) ?? [];
      const free = nextDayToCall(at, before, law, timeZone);
      if (free === localDay(at, timeZone)) {
        // Two of one batch are two calls.
        calls.set(customerId, [...before, at]);
        continue;
      }
      const midnight = new Date(Number(parseTime(`${free}T00:00:00`, timeZone)));
      decisions.set(candidate, {
        allow: false,
        code: 'call-frequency',
        until: openFor(midnight, whom, settings),
      });
    }
    return candidates.map((candidate) => decisions.get(candidate) ?? { allow: true });
  },
});
