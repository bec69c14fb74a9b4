// A process of its own that takes deliveries and maps them: for the test that kills it.
// Started with the database's address; says its port when it listens.
import { createChaland } from '../../../boot.ts';
import { createLog } from '../../../log.ts';
import { shop } from './shop.ts';

const app = await createChaland(
  {
    database: process.argv[2]!,
    connections: 5,
    // As the test kit's, by which the connection's secret is encrypted.
    secretKey: Buffer.alloc(32, 'chaland').toString('base64'),
    plugins: [shop()],
  },
  { migrate: false, log: createLog('fatal') },
);
await app.inbox.start();
const { port } = await app.http.listen(0, '127.0.0.1');
process.stdout.write(`${port}\n`);
