// `npm run demo`: a whole shop with simulated customers and receipts, on the embedded database.
import { once } from 'node:events';
import { type Chaland, createChaland, Problem } from '@chaland/core';
import config from './chaland.config.ts';
import { demoKey } from './demo-key.ts';
import { fillOnce } from './fill.ts';
import { linesToTry } from './try-these.ts';

const say = (line = '') => process.stdout.write(`${line}\n`);

// The requests of somebody who looks around are no news; failures are.
process.env.CHALAND_LOG_LEVEL ??= 'error';

async function main(): Promise<void> {
  const started = performance.now();
  say('Chaland demo: starting. The first start takes some seconds more.');
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const chaland = await createChaland(config);
  try {
    const { url } = await chaland.http.listen();
    const recorded = await fillOnce(chaland);
    await chaland.stream.drain();
    await chaland.jobs.enqueue('score-rfm.score', {}, { key: 'demo' });
    await chaland.jobs.drain();
    await chaland.start();
    await tell(chaland, url, recorded);
    say(
      `Ready after ${((performance.now() - started) / 1000).toFixed(1)} s. Ctrl-C stops it; the data stays.`,
    );
    await stop;
    say('\nStopping.');
  } finally {
    await chaland.close();
  }
}

async function tell(chaland: Chaland, url: string, recorded: number): Promise<void> {
  const key = await demoKey(chaland, keyFileOf(chaland));
  if (recorded > 0) say(`Recorded ${recorded} simulated receipts and returns of a shop that does not exist.`);
  say(`
Chaland is at   ${url}
Documentation   ${url}/api/docs
Demo key        ${key}

Worth trying:`);
  for (const { does, line } of await linesToTry(chaland, url, key)) say(`\n# ${does}\n${line}`);
  say();
}

/** Beside the database, and gone with it. */
const keyFileOf = ({ config: { database } }: Chaland): string =>
  `${database.replace(/^pglite:/, '').replace(/\/+$/, '')}.demo-key`;

function mendOf({ code, details, type }: Problem): string {
  if (code === 'CHL_PORT_TAKEN') return 'Take another port: PORT=4401 npm run demo';
  if (code === 'CHL_DATABASE_IN_USE') return 'The demo is running already: use that one, or stop it first.';
  return details.mend ?? type.mend;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`\n${error.type.title}: ${error.details.detail}\nWhat to do: ${mendOf(error)}\n`);
  process.exitCode = 1;
}
