import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../data/open.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { onPostgres, startTestChaland, testDatabase } from '../../testing/index.ts';
import { until } from '../../testing/until.ts';
import { till } from '../testing/till.ts';
import { startTillServer } from '../testing/till-server.ts';

const secretKey = Buffer.alloc(32, 'chaland').toString('base64');

function startPull(...args: string[]): ChildProcess {
  const file = `../testing/pull-process${extname(import.meta.filename)}`;
  const script = fileURLToPath(new URL(file, import.meta.url));
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const flags = process.execArgv.filter((flag) => flag.startsWith('--conditions'));
  return spawn(process.execPath, [...flags, script, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

onPostgres(() => {
  test('a pull whose process is killed, in every batch and between any two, goes on where it was', async () => {
    await using server = await startTillServer(4);
    await using db = await testDatabase({ on: 'postgres', plugins: [till] });
    await using app = await startTestChaland({ database: db, plugins: [till], config: { secretKey } });
    const { id, source } = await app.connect({
      connector: 'till',
      args: { address: server.address, token: server.token },
    });
    // What sessions do is told of as it was when a transaction first asked: the lock is another session's.
    const other = await openDatabase(db.address!, { connections: 1 });
    const run = uuidv7();
    const start = () => startPull(db.address!, secretKey, id, run);
    const recorded = async () => {
      const rows = await db.query('select 1 from chaland.moment where source = $1', [source]);
      return rows.length;
    };

    for (let batch = 0; batch < 2; batch++) {
      const within = start();
      await other.transaction(async () => {
        await other.query('lock table chaland.moment in share mode');
        await until('a batch is being written', async () => {
          const waiting = await db.query(
            `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          );
          return waiting.length > 0;
        });
        await kill(within);
      });
      await until('its session has ended', async () => {
        const waiting = await db.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return waiting.length === 0;
      });
      assert.equal(await recorded(), batch * 2, 'a batch is written with its cursor, or not at all');

      const between = start();
      if (batch === 1) {
        await once(between, 'exit');
        break;
      }
      let asked = 0;
      await new Promise<void>((resolve) => {
        // The next page is asked for once the batch before it was written.
        server.before = () => {
          if (++asked === 2) resolve();
        };
      });
      await kill(between);
      delete server.before;
      assert.equal(await recorded(), (batch + 1) * 2);
    }
    await other.close();
    const view = await app.connections.get(id);
    assert.deepEqual([view.sync?.running, view.sync?.done, view.health.state], [false, 4, 'ok']);
    assert.equal(await recorded(), 4);
  });
});
