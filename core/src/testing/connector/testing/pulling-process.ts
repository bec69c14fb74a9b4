// A process of its own that pulls: for the test that kills it.
// Started with the database's address and the connection's id. In the middle of each batch's transaction it says
// "batch", and goes on once it is sent a line; it says "end" when there is nothing more.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createChaland } from '../../../boot.ts';
import { uuidv7 } from '../../../data/uuid.ts';
import { createLog } from '../../../log.ts';
import workshop from './workshop/plugin.ts';

const [database, connection] = process.argv.slice(2);
const app = await createChaland(
  {
    database: database!,
    connections: 3,
    // As the test kit's, by which the connection's secrets are encrypted.
    secretKey: Buffer.alloc(32, 'chaland').toString('base64'),
    plugins: [workshop],
  },
  { migrate: false, log: createLog('fatal') },
);
const lines = createInterface({ input: process.stdin });
const end = await app.connections.pull(connection!, {
  id: uuidv7(),
  signal: new AbortController().signal,
  async save() {
    const told = once(lines, 'line');
    process.stdout.write('batch\n');
    await told;
  },
});
process.stdout.write(`end ${end}\n`);
lines.close();
await app.close();
