import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { advice } from './moment-type/advice.ts';
import {
  appointmentBooked,
  appointmentCancelled,
  appointmentChanged,
  appointmentKept,
  appointmentMissed,
} from './moment-type/appointment.ts';
import { fitting } from './moment-type/fitting.ts';
import { pickup } from './moment-type/pickup.ts';
import { productTest } from './moment-type/product-test.ts';
import { quoteRequest } from './moment-type/quote-request.ts';
import { scan } from './moment-type/scan.ts';
import { visit } from './moment-type/visit.ts';
import { visitCount } from './moment-type/visit-count.ts';
import { zoneDwell } from './moment-type/zone-dwell.ts';
import { processing } from './processing.ts';

export default definePlugin({
  id: 'journey',
  version: pkg.version,
  title: { en: 'Journey', fr: 'Parcours' },
  description: {
    en: 'Visits, appointments, fittings, advice, pickups: from the pavement to the till.',
    fr: 'Visites, rendez-vous, essayages, conseils, retraits : du trottoir à la caisse.',
  },
  requires: { api: '^1.0' },
  admin: '@chaland/journey/admin',
  processing,
  contributes: [
    visit,
    visitCount,
    zoneDwell,
    scan,
    fitting,
    productTest,
    advice,
    quoteRequest,
    appointmentBooked,
    appointmentChanged,
    appointmentCancelled,
    appointmentKept,
    appointmentMissed,
    pickup,
  ],
});
