// Reads and maps a log in a process of its own, and prints what it took as JSON.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readTransactions } from '../../../plugins/connector-poslog/src/folder/read-file.ts';
import { mapTransaction } from '../../../plugins/connector-poslog/src/map/map.ts';
import type { PoslogRun } from '../poslog.ts';

const [path] = process.argv.slice(2) as [string];
const { size } = await stat(path);
const context = {
  args: {
    system: 'bench',
    afterwards: 'leave',
    signatureHeader: 'X-Signature',
    taxIncluded: 'auto',
    operators: 'seller',
    number: 'key',
    stores: [],
  },
  locale: { country: 'FR' },
} as unknown as Parameters<typeof mapTransaction>[1];

const read = () => readTransactions({ name: basename(path), path, version: '1', size }, 0);

// A log is read by a process that has read others: what compiling takes at first isn't the reader's speed.
let warm = 0;
for await (const { delivery } of read()) {
  mapTransaction({ body: delivery.body as Buffer }, context);
  warm += (delivery.body as Buffer).length;
  if (warm > 20_000_000) break;
}

let transactions = 0;
let moments = 0;
const before = process.cpuUsage();
for await (const { delivery } of read()) {
  const brought = mapTransaction({ body: delivery.body as Buffer }, context);
  transactions++;
  moments += 'moments' in brought ? (brought.moments?.length ?? 0) : 0;
}
const { user, system } = process.cpuUsage(before);
const run: PoslogRun = {
  bytes: size,
  transactions,
  moments,
  seconds: (user + system) / 1e6,
  memory: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(run));
