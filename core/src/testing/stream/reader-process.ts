// A process of its own that reads the stream and notes what it handles: for the tests that kill it.
// Started with the database's address; says "ready", then "handling" in the middle of each batch.
import { openDatabase } from '../../data/open.ts';
import { note, testStream } from './test-stream.ts';

const db = await openDatabase(process.argv[2]!, { connections: 4 });
const stream = await testStream(db, [
  {
    ...note().subscriber,
    id: 'test.killed',
    batch: 20,
    async handle(moments, context) {
      await context.db.query('insert into handled (key, process) select unnest($1::text[]), $2', [
        moments.map(({ key }) => key),
        process.pid,
      ]);
      process.stdout.write('handling\n');
      // Long enough to be killed in.
      await context.db.query('select pg_sleep(0.005)');
    },
  },
]);
await stream.start();
process.stdout.write('ready\n');
