import type { Chaland } from '@chaland/core';
import { count, say, secondsSince } from '../say.ts';
import { fill } from './fill.ts';
import type { Progress } from './progress.ts';

/** Between two lines that tell how far it is. */
const people = 2_000;

/**
 * Takes the rest of the people in while the demo runs, in steps so small that the API goes on answering, and scores
 * them all at the end. Stopped, it goes on at the next start.
 */
export async function streamIn(chaland: Chaland, progress: Progress, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  let next = progress.filled + people;
  const { filled } = await fill(chaland, progress, {
    upTo: progress.people,
    batch: 60,
    rest: 5,
    signal,
    told: ({ filled, moments }) => {
      if (filled < next || filled >= progress.people) return;
      next += people;
      say(`${count(filled)} of ${count(progress.people)} customers are in, with ${count(moments)} moments.`);
    },
  });
  if (filled < progress.people || filled === progress.filled) return;
  await chaland.jobs.enqueue('score-rfm.score', {}, { key: 'demo' });
  say(`All ${count(filled)} customers are in, after ${secondsSince(started)} s more.`);
}
