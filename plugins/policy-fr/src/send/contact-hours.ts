import { type Decision, type SendCandidate, sendRule } from '@chaland/core';
import { nextOpen } from '../hours/next-open.ts';
import { callHours, textHours } from '../rule/contact-hours.ts';
import { type Settings, settingsOf } from '../settings.ts';
import { type Concerned, concerned } from './concerned.ts';

/** The first instant from `at` on at which somebody may be reached. */
export function openFor(at: Date, { means, place }: Concerned, { textsFrom, textsUntil }: Settings): Date {
  return means === 'call'
    ? nextOpen(at, callHours, place)
    : nextOpen(at, textHours, place, { from: textsFrom, until: textsUntil });
}

/** What contact hours say of one message. */
export function byTheClock(candidate: SendCandidate, settings: Settings): Decision {
  const whom = concerned(candidate, settings);
  if (!whom) return { allow: true };
  const open = openFor(candidate.at, whom, settings);
  return open <= candidate.at ? { allow: true } : { allow: false, code: 'contact-hours', until: open };
}

export const contactHours = sendRule({
  id: 'policy-fr.contact-hours',
  title: { en: 'French contact hours', fr: 'Horaires de contact en France' },
  async decide(candidates, context) {
    const settings = await settingsOf(context);
    return candidates.map((candidate) => byTheClock(candidate, settings));
  },
});
