// Chaland as a process that takes requests and leaves the stream to others: `node serve.ts <postgres url> [all|api] [built panel]`.
import { randomBytes } from 'node:crypto';
import { createChaland } from '@chaland/core';
import sales from '@chaland/sales';
import scoreRfm from '@chaland/score-rfm';
import { shop } from './webhooks/shop.ts';

const [database = '', what, panel] = process.argv.slice(2);
const secretKey = randomBytes(32).toString('base64');
const app = await createChaland(
  { database, secretKey, plugins: [sales, scoreRfm, shop] },
  panel ? { panel } : {},
);
if (what === 'all') await app.start();
const { port } = await app.http.listen(0, '127.0.0.1');
const { key } = await app.access.createKey({ name: 'bench', roles: ['administrator'] });
process.stdout.write(`${JSON.stringify({ port, key })}\n`);
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
