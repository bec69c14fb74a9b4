// `npm run demo`: a whole simulated retailer, on the embedded database.
import { once } from 'node:events';
import { type Chaland, createChaland, Problem, problem } from '@chaland/core';
import config from './chaland.config.ts';
import { accessFileOf, demoAccess } from './demo-access.ts';
import { fill, openRetailer } from './fill/fill.ts';
import { askForRights } from './fill/privacy-requests.ts';
import type { Progress } from './fill/progress.ts';
import { streamIn } from './fill/stream-in.ts';
import { ensurePanel, panelFolder } from './panel.ts';
import { demoPopulation } from './retailer/parameters.ts';
import { count, say, secondsSince } from './say.ts';
import { linesToTry } from './try-these.ts';

// The requests of somebody who looks around are no news; failures are.
process.env.CHALAND_LOG_LEVEL ??= 'error';
/** Less of a retailer, for those who are in a hurry, such as tests. */
const people = Number(process.env.CHALAND_DEMO_PEOPLE || demoPopulation.people);
/** So many are in before the demo says that it is ready; the others come while it runs. */
const atFirst = Math.ceil(people / 10);

async function main(): Promise<void> {
  const started = performance.now();
  say('Chaland demo: starting. The first start takes some seconds more.');
  const stopping = new AbortController();
  const { signal } = stopping;
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort());
  const panel = ensurePanel(signal);
  let chaland: Chaland | undefined;
  try {
    chaland = await createChaland(config, { panel: panelFolder });
    const { url } = await chaland.http.listen();
    const progress = await firstOnes(chaland, signal);
    await panel;
    if (signal.aborted) return;
    await chaland.start();
    await tell(chaland, url, progress);
    say(`Ready after ${secondsSince(started)} s. Ctrl-C stops it; the data stays.`);
    await streamIn(chaland, progress, signal);
    if (!signal.aborted) await once(signal, 'abort');
    say('\nStopping.');
  } finally {
    stopping.abort();
    await panel;
    await chaland?.close();
  }
}

/** The people who are there from the beginning, with their scores. */
async function firstOnes(chaland: Chaland, signal: AbortSignal): Promise<Progress> {
  const progress = await openRetailer(chaland, { ...demoPopulation, people });
  const upTo = Math.min(atFirst, progress.people);
  if (progress.filled >= upTo) return progress;
  say(`Recording the first ${count(upTo)} customers of a retailer that does not exist.`);
  const filled = await fill(chaland, progress, { upTo, batch: 500, signal });
  await chaland.stream.drain({ signal });
  await chaland.jobs.enqueue('score-rfm.score', {}, { key: 'demo' });
  await chaland.jobs.drain();
  return filled;
}

async function tell(chaland: Chaland, url: string, { seed, filled, people }: Progress): Promise<void> {
  const file = accessFileOf(chaland);
  const { key, email, password, isNew } = await demoAccess(chaland, file);
  await askForRights(chaland, seed, key);
  const others = filled < people ? '; the others follow' : '';
  say(`
Panel           ${url}/admin/
Sign in as      ${email}, ${isNew ? `password ${password}` : `with the password in ${file}`}

API             ${url}
Documentation   ${url}/api/docs
Demo key        ${key}

All of its people, receipts and visits are simulated.
${count(filled)} of ${count(people)} customers are in${others}.

Worth trying:`);
  for (const { does, line } of await linesToTry(chaland, url, key)) say(`\n# ${does}\n${line}`);
  say();
}

function mendOf({ code, details, type }: Problem): string {
  if (code === 'CHL_PORT_TAKEN') return 'Take another port: PORT=4401 npm run demo';
  if (code === 'CHL_DATABASE_IN_USE') return 'The demo is running already: use that one, or stop it first.';
  return details.mend ?? type.mend;
}

try {
  if (!Number.isInteger(people) || people < 1 || people > demoPopulation.people) {
    throw problem('CHL_CONFIG_INVALID', {
      detail: `CHALAND_DEMO_PEOPLE is "${process.env.CHALAND_DEMO_PEOPLE}"`,
      mend: `Give a whole number from 1 to ${demoPopulation.people}, or leave it out.`,
    });
  }
  await main();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`\n${error.type.title}: ${error.details.detail}\nWhat to do: ${mendOf(error)}\n`);
  process.exitCode = 1;
}
