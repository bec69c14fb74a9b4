import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { appointments } from './appointment/connector.ts';
import { counter } from './counter/connector.ts';
import { epcis } from './epcis/connector.ts';
import { epcisEvent } from './epcis/moment-type.ts';
import { presence } from './presence/connector.ts';
import { forgetDevices } from './presence/forget-job.ts';
import { processing } from './processing.ts';
import { scans } from './scan/connector.ts';
import { webhook } from './webhook/connector.ts';

export default definePlugin({
  id: 'connector-signals',
  version: pkg.version,
  title: { en: 'Signals of the shop floor', fr: 'Signaux du magasin' },
  description: {
    en: 'Door counters, presence, scans, appointments, EPCIS, and any signed webhook.',
    fr: 'Compteurs de porte, présence, scans, rendez-vous, EPCIS, et tout webhook signé.',
  },
  requires: { api: '^1.0', plugins: { journey: '^0.1.0' } },
  processing,
  contributes: [counter, presence, forgetDevices, scans, appointments, epcisEvent, epcis, webhook],
});
