import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startTestChaland } from '../start-test-chaland.ts';
import { testDatabase } from '../test-database.ts';
import { calmPull } from './check/pulls.ts';
import { assertSameState, endStateOf } from './end-state.ts';
import { described } from './testing/workshop/described.ts';
import workshop from './testing/workshop/plugin.ts';

test('a process that pulls is killed in the middle of every batch, and nothing is missed or counts twice', async () => {
  const calm = await calmPull(described);
  await using vendor = await described.vendor!();
  await using database = await testDatabase({ on: 'postgres', plugins: [workshop] });
  await using app = await startTestChaland({ database, plugins: [workshop], start: new Date() });
  await described.prepare!(app);
  const args = typeof described.args === 'function' ? described.args(vendor) : described.args;
  const { id } = await app.connect({ connector: described.connector, args });

  // Each life commits one batch more than the last one did, and dies in the one after it.
  let killed = 0;
  for (let last = ''; !last.startsWith('end'); ) {
    const child = startPulling(database.address!, id);
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    let survives = killed === 0 ? 0 : 1;
    for (;;) {
      const line = (await lines.next()).value as string | undefined;
      assert.ok(line, 'the process ended before it said so');
      last = line;
      if (line !== 'batch') break;
      if (survives-- > 0) child.stdin!.write('go on\n');
      else {
        await kill(child);
        killed++;
        break;
      }
    }
    if (last.startsWith('end')) {
      assert.equal(last, 'end done');
      await kill(child);
    }
    // What it had claimed is anybody's once its lease is over.
    await app.db.query('update chaland.connection set pull_lease_until = $2 where id = $1', [
      id,
      new Date(0),
    ]);
  }
  assert.equal(killed, calm.batches, 'it was killed in the middle of every batch');
  await app.drain();
  assertSameState(await endStateOf(app.db), calm.state, 'killed, it ends in another state');
});

function startPulling(address: string, connection: string): ChildProcess {
  const script = fileURLToPath(
    new URL(`./testing/pulling-process${extname(import.meta.filename)}`, import.meta.url),
  );
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const flags = process.execArgv.filter((flag) => flag.startsWith('--conditions'));
  return spawn(process.execPath, [...flags, script, address, connection], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.kill('SIGKILL');
  await exited;
}
