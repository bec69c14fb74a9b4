import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { frenchHolidays, retentionPolicies } from './keeping.ts';
import { listRules } from './route/rules.ts';
import { callConsent } from './send/call-consent.ts';
import { callsSpread } from './send/call-frequency.ts';
import { contactHours } from './send/contact-hours.ts';
import { PolicySettings } from './settings.ts';

export default definePlugin({
  id: 'policy-fr',
  version: pkg.version,
  title: { en: 'French rules', fr: 'Règles françaises' },
  description: {
    en: 'When people in France may be contacted, what they must have agreed to, and how long data is kept.',
    fr: 'Quand contacter une personne en France, ce qu’elle doit avoir accepté, et combien de temps garder ses données.',
  },
  requires: { api: '^1.0' },
  settings: PolicySettings,
  contributes: [callConsent, contactHours, callsSpread, ...retentionPolicies, frenchHolidays, listRules],
});
