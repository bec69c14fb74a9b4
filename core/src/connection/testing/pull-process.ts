// A process of its own that pulls one connection to its end: for the test that kills it.
// Started with the database's address, the secret key, the connection and the run; says "done" at the end.
import { createChaland } from '../../boot.ts';
import { createLog } from '../../log.ts';
import { till } from './till.ts';

const [database, secretKey, connection, run] = process.argv.slice(2) as [string, string, string, string];
const chaland = await createChaland(
  { database, secretKey, connections: 4, plugins: [till] },
  { migrate: false, log: createLog('silent') },
);
const end = await chaland.connections.pull(connection, {
  id: run,
  signal: new AbortController().signal,
  save: async () => {},
});
process.stdout.write(`${end}\n`);
await chaland.close();
