// A process of its own that sends what is requested: for the test that kills it.
// Started with the database's address and the port of an SMTP server; says "ready".
import { createChaland } from '@chaland/core';
import channelEmail from '../plugin.ts';
import { settingsFor } from './settings.ts';

const [, , database, port] = process.argv;
const app = await createChaland(
  {
    database: database!,
    connections: 4,
    plugins: [channelEmail],
    settings: settingsFor(Number(port)),
    secretKey: Buffer.alloc(32, 'chaland').toString('base64'),
  },
  { migrate: false },
);
await app.start();
process.stdout.write('ready\n');
