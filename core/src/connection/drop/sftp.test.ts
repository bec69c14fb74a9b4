import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { droppedFiles } from '../../testing/drop/dropped-files.ts';
import { startSftpServer } from '../../testing/drop/sftp-server.ts';
import { checkDrop } from './check-drop.ts';
import type { DropArgs } from './drop-args.ts';
import { pullDrop, type ReadableFile } from './pull-drop.ts';

const now = new Date('2026-03-02T12:00:00Z');
const half = { pattern: '*.bin', settle: 30, afterwards: 'leave' };
const at = (signal = AbortSignal.timeout(20_000)) => ({ now, signal });
const log = { warn() {} } as unknown as Parameters<typeof pullDrop>[0]['log'];
let connections = 0;

/** Reads what lies there in parts of 100 kB, and tells what came. */
function reader(args: Record<string, unknown>, timeout?: number) {
  const connection = { id: `sftp-test-${process.pid}-${++connections}`, name: 'a', source: 'a' };
  const came: Buffer[] = [];
  async function* read({ path }: ReadableFile, after: number) {
    const bytes = readFileSync(path);
    for (let place = after; place < bytes.length; place += 100_000) {
      const body = bytes.subarray(place, place + 100_000);
      yield { deliveries: [{ key: `${place}`, topic: 'part', body }], place: place + body.length };
    }
  }
  let cursor: unknown;
  return {
    came: () => Buffer.concat(came),
    get cursor() {
      return cursor;
    },
    /** @param batches after which it is killed */
    async run(batches = Number.POSITIVE_INFINITY, signal = AbortSignal.timeout(20_000)) {
      const run = { args: { ...half, ...args } as DropArgs, connection, cursor, log, now, signal };
      const reading = { read, live: false, ...(timeout === undefined ? {} : { timeout }) };
      for await (const batch of pullDrop(run, reading)) {
        cursor = JSON.parse(JSON.stringify(batch.cursor));
        came.push(...batch.deliveries.map(({ body }) => body as Buffer));
        if (--batches === 0) return;
      }
    },
  };
}

const aKey = (locked: { cipher?: string; passphrase?: string } = {}) =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'sec1', format: 'pem', ...locked })
    .toString();

async function aServer(files: Record<string, Buffer | string>, silence: 'cut' | 'wait' = 'cut') {
  const folder = await droppedFiles(files);
  const server = await startSftpServer({ folder: folder.path, silence });
  return {
    folder,
    server,
    async allGone() {
      while (server.open() > 0) await new Promise((resolve) => setImmediate(resolve));
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      folder[Symbol.dispose]();
    },
  };
}

test('what keeps a server from being read is said, with the field to look at', async () => {
  await using there = await aServer({ 'a.bin': 'x', 'b.bin': 'y', 'c.bin.part': 'z', '.d.bin': 'z' });
  const { server } = there;
  const said = async (over: Record<string, unknown>) => {
    const result = await checkDrop({ ...half, ...server.args, ...over } as DropArgs, at());
    assert.ok(result.says?.en && result.says.fr);
    return result.ok ? result.says.en : `${result.pointer} ${result.says.en}`;
  };
  assert.equal(await said({}), 'There are 2 files to read.');
  assert.equal(
    await said({ password: undefined, privateKey: server.privateKey }),
    'There are 2 files to read.',
  );
  const inOneLine = server.privateKey.replaceAll('\n', '');
  assert.equal(await said({ privateKey: inOneLine }), 'There are 2 files to read.');

  const before = server.calls.length;
  const none = await said({ hostKey: undefined });
  assert.ok(
    none.startsWith(`/hostKey The server shows the key ${server.hostKey} (ecdsa-sha2-nistp256).`),
    none,
  );
  const other = await said({ hostKey: `SHA256:${'A'.repeat(43)}` });
  assert.ok(other.startsWith(`/hostKey The server shows another key, ${server.hostKey}`), other);
  assert.equal(server.calls.length, before, 'nobody signed in');

  assert.match(await said({ password: 'wrong' }), /^\/password The server refuses this user/);
  assert.match(await said({ user: 'nobody' }), /^\/password The server refuses/);
  const stranger = aKey();
  assert.match(await said({ privateKey: stranger }), /^\/privateKey The server refuses/);
  assert.match(await said({ privateKey: 'no key' }), /^\/privateKey This is no private key/);
  const locked = aKey({ cipher: 'aes-256-cbc', passphrase: 'open' });
  assert.match(
    await said({ privateKey: locked, password: undefined }),
    /^\/privateKey The private key is encrypted/,
  );
  assert.match(await said({ folder: '/drops/none' }), /^\/folder The SFTP server has no folder/);
  assert.match(await said({ host: undefined }), /^\/host /);
  assert.match(await said({ port: 1 }), /^\/host The SFTP server can't be reached \(ECONNREFUSED\)/);
  assert.match(await said({ password: undefined }), /^\/password /);
});

test('a file comes whole, and goes to "done" once it was read', async () => {
  const content = randomBytes(1_000_003);
  await using there = await aServer({ 'a.bin': content });
  symlinkSync('/etc/hostname', join(there.folder.path, 'link.bin'));
  const { came, run } = reader({ ...there.server.args, afterwards: 'move' });
  await run();
  assert.ok(came().equals(content));
  assert.deepEqual(readdirSync(there.folder.path).toSorted(), ['done', 'link.bin']);
  assert.deepEqual(readdirSync(join(there.folder.path, 'done')), ['20260102T030405Z-a.bin']);
  there.folder.put('a.bin', content);
  await run();
  assert.deepEqual(readdirSync(join(there.folder.path, 'done')), ['20260102T030405Z-a.bin']);
  await there.allGone();
});

test('a connection that is cut in the middle of a file is gone on with there', async () => {
  const content = randomBytes(2_000_000);
  await using there = await aServer({ 'a.bin': content });
  const { server } = there;
  const { came, run } = reader(server.args);
  server.fail('cut short', { after: 40 });
  await assert.rejects(run(), { name: 'VendorFault' });
  assert.equal(came().length, 0);
  const reads = () =>
    server.calls.filter((call) => call.startsWith('READ ')).map((call) => Number(call.slice(5)));
  const before = reads().length;
  await run();
  assert.ok(came().equals(content));
  const again = Math.min(...reads().slice(before));
  assert.ok(again > 0, `it began anew at ${again}`);
});

test('a run that is killed goes on behind its last batch, and fetches nothing twice', async () => {
  const content = randomBytes(950_000);
  await using there = await aServer({ 'a.bin': content });
  const { came, run } = reader({ ...there.server.args, afterwards: 'delete' });
  for (let life = 0; life < 10; life++) await run(1);
  assert.ok(came().equals(content));
  assert.equal(there.server.calls.filter((call) => call.startsWith('OPEN ')).length, 1);
  await run();
  assert.deepEqual(readdirSync(there.folder.path), []);
  assert.ok(came().equals(content));
});

test('a file that grows is read when it has come to rest, and never put away before', async () => {
  await using there = await aServer({ 'a.bin': Buffer.alloc(150_000, 1) });
  const { folder, server } = there;
  const reading = reader({ ...server.args, afterwards: 'delete' });
  await reading.run(1);
  folder.put('a.bin', Buffer.alloc(250_000, 2), new Date(now.getTime() - 1_000));
  await reading.run();
  assert.deepEqual(readdirSync(folder.path), ['a.bin']);
  folder.put('a.bin', Buffer.alloc(250_000, 2), new Date(now.getTime() - 60_000));
  await reading.run();
  assert.equal(reading.came().length, 100_000 + 250_000);
  assert.deepEqual(readdirSync(folder.path), []);
});

test('a server that refuses, fails, or says nothing ends the run, and the next one comes through', async () => {
  const content = randomBytes(300_000);
  await using there = await aServer({ 'a.bin': content }, 'wait');
  const { folder, server } = there;
  const { came, run } = reader(server.args, 500);
  server.fail({ status: 401 });
  await assert.rejects(run(), { name: 'VendorFault', status: 401 });
  server.fail({ status: 500 }, { after: 3 });
  await assert.rejects(run(), { name: 'VendorFault' });
  server.fail('no answer', { after: 2 });
  await assert.rejects(run(), { message: 'the SFTP server does not answer' });
  const stopped = AbortSignal.abort(new Error('stopped'));
  await assert.rejects(run(1, stopped), { message: 'stopped' });
  await run();
  assert.ok(came().equals(content));
  rmSync(join(folder.path, 'a.bin'));
  await run();
  await there.allGone();
});
