import { localDay, sendRule } from '@chaland/core';
import { inForce } from '../rule/dated.ts';
import { neededConsent } from '../rule/needed-consent.ts';
import { settingsOf } from '../settings.ts';
import { concerned } from './concerned.ts';

/**
 * Since 11 August 2026 nobody may be called to sell them something who didn't say yes to that: neither a purchase
 * (a soft opt-in) nor the retailer's own interest is enough any more. What consent the purpose asks for by itself was
 * checked before.
 */
export const callConsent = sendRule({
  id: 'policy-fr.call-consent',
  title: { en: 'Consent to advertising calls', fr: 'Accord préalable au démarchage téléphonique' },
  async decide(candidates, context) {
    const settings = await settingsOf(context);
    const asked = candidates.filter((candidate) => {
      const whom = concerned(candidate, settings);
      if (whom?.means !== 'call') return false;
      const today = localDay(candidate.at, whom.place.timeZone);
      return inForce(neededConsent.call, today)?.rule === 'opt-in';
    });
    const answers = asked.length > 0 ? await context.consents.check(asked) : [];
    const granted = new Map(asked.map(({ messageId }, i) => [messageId, answers[i]?.state === 'granted']));
    return candidates.map(({ messageId }) =>
      granted.get(messageId) === false ? { allow: false, code: 'call-consent' } : { allow: true },
    );
  },
});
