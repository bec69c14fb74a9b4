// Compares a whole base in a process of its own, and prints one line of JSON: `node run.ts <postgres url>`.
import { createChaland } from '@chaland/core';
import { matchAll } from '../../../core/src/customer/match/run/match-all.ts';
import { defaultMatchingSettings } from '../../../core/src/customer/match/settings.ts';
import type { MatchingRun } from '../matching.ts';

const [url = ''] = process.argv.slice(2);
const app = await createChaland({ database: url, plugins: [] });
const { profiles, candidates, pairs, stages, oversized } = await matchAll({
  db: app.db,
  clock: { now: () => new Date() },
  settings: defaultMatchingSettings,
  country: 'FR',
  id: '01900000-0000-7000-8000-000000000001',
});
await app.close();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const run: MatchingRun = {
  profiles,
  candidates,
  pairs,
  stages,
  processor: (userCPUTime + systemCPUTime) / 1e6,
  memory: maxRSS / 1_024,
  oversized,
};
process.stdout.write(`${JSON.stringify(run)}\n`);
