import { connector, definePlugin } from '@chaland/core';
import { WorkshopArgs } from './args.ts';
import { check } from './check.ts';
import { map } from './map.ts';
import { processing } from './processing.ts';
import { pull } from './pull.ts';
import { receive } from './receive.ts';
import { repair } from './repair.ts';

export default definePlugin({
  id: 'connector-workshop',
  version: '0.1.0',
  title: { en: 'Workshop', fr: 'Atelier' },
  requires: { api: '^1.0' },
  processing,
  contributes: [
    repair,
    connector({
      id: 'connector-workshop',
      title: { en: 'Workshop', fr: 'Atelier' },
      description: {
        en: 'Repairs and alterations that customers had done, and who they are.',
        fr: 'Les réparations et retouches des clients, et qui ils sont.',
      },
      args: WorkshopArgs,
      identity: ({ address }) => new URL(address).host,
      rate: { requests: 10, per: 1 },
      pullEvery: 60,
      check,
      receive,
      pull,
      map,
    }),
  ],
});
