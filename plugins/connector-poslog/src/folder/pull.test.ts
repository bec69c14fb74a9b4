import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { PulledBatch } from '@chaland/core';
import type { PoslogArgs } from '../args.ts';
import { mapTransaction } from '../map/map.ts';
import { log, sale, total, transaction } from '../testing/log.ts';
import { args } from '../testing/map-log.ts';
import { pull } from './pull.ts';

const now = new Date('2026-03-02T12:00:00Z');
const numbered = (seq: number) => transaction({ seq, inner: sale() + total('20.00') });

process.env.CHALAND_DROPS = tmpdir();

interface Folder extends AsyncDisposable {
  path: string;
  put(name: string, content: string | Buffer, minutesAgo?: number): Promise<void>;
}

async function aFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'chaland-poslog-'));
  return {
    path,
    async put(name, content, minutesAgo = 5) {
      await writeFile(join(path, name), content);
      const at = new Date(now.getTime() - minutesAgo * 60_000);
      await utimes(join(path, name), at, at);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

const warnings: string[] = [];
function run(folder: string, own: Partial<PoslogArgs> = {}, cursor?: unknown) {
  const log = { warn: (text: string) => warnings.push(text) };
  return pull({
    args: args({ folder, ...own }),
    cursor,
    connection: { id: 'tills', name: 'tills', source: 'tills' },
    now,
    log,
    signal: new AbortController().signal,
  } as unknown as Parameters<typeof pull>[0]);
}

async function all(batches: AsyncIterable<PulledBatch>) {
  const keys: string[] = [];
  let cursor: unknown;
  for await (const batch of batches) {
    keys.push(...batch.deliveries.map(({ key }) => key));
    ({ cursor } = batch);
  }
  return { keys, cursor };
}

const key = (seq: number) => `LYON/2/2026-03-02/${seq}`;

test('the files in a folder are read, the oldest first, packed or not, and once', async () => {
  await using folder = await aFolder();
  await folder.put('b.xml', log(numbered(1)), 9);
  await folder.put('a.xml.gz', gzipSync(log(numbered(2), numbered(3))), 7);
  await folder.put('.c.xml', log(numbered(4)));
  await folder.put('notes.txt', 'x');
  await folder.put('new.xml', log(numbered(5)), 0);
  warnings.length = 0;
  const first = await all(run(folder.path));
  assert.deepEqual(first.keys, [key(1), key(2), key(3)]);
  assert.deepEqual(warnings, [], 'a whole file is not taken for one that was cut short');
  assert.deepEqual((await all(run(folder.path, {}, first.cursor))).keys, []);
  await folder.put('b.xml', log(numbered(1), numbered(6)), 1);
  assert.deepEqual((await all(run(folder.path, {}, first.cursor))).keys, [key(1), key(6)]);
});

test('a run that was stopped goes on in the middle of a file', async () => {
  await using folder = await aFolder();
  const seqs = Array.from({ length: 1_200 }, (_, index) => index + 1);
  await folder.put('big.xml', log(...seqs.map(numbered)));
  const batches: PulledBatch[] = [];
  for await (const batch of run(folder.path)) {
    batches.push(batch);
    if (batches.length === 2) break;
  }
  const before = batches.flatMap(({ deliveries }) => deliveries.map((one) => one.key));
  const rest = await all(run(folder.path, {}, JSON.parse(JSON.stringify(batches[1]!.cursor))));
  assert.deepEqual([...before, ...rest.keys], seqs.map(key));
  assert.equal(before.length, 1_000);
  // All of it was written, and only that it is done was not.
  const last = await Array.fromAsync(run(folder.path));
  assert.deepEqual((await all(run(folder.path, {}, last.at(-2)!.cursor))).keys, []);
});

test('a broken transaction harms no other, and is kept with its place', async () => {
  await using folder = await aFolder();
  const xml = log(numbered(1), numbered(2).replace('</Sale>', '</Sold>'), numbered(3));
  await folder.put('day.xml', xml);
  const faults: string[] = [];
  for await (const { deliveries } of run(folder.path)) {
    for (const { body, key: number } of deliveries) {
      try {
        mapTransaction({ body: body as Buffer }, { args: args(), locale: { country: 'FR' } as never });
      } catch (error) {
        faults.push(`${number} ${(error as Error).message.slice(0, 10)}`);
        const [, start, end] = /day\.xml, bytes (\d+) to (\d+)/.exec(String(body))!;
        assert.match(
          xml.slice(Number(start), Number(end)),
          /^<Transaction .*<SequenceNumber>2<.*<\/Transaction>$/,
        );
      }
    }
  }
  assert.deepEqual(faults, [`${key(2)} POSLOG_XML`]);
});

test('of a file that was cut short, packed or not, what is whole is read, and it says so', async () => {
  await using folder = await aFolder();
  const seqs = Array.from({ length: 400 }, (_, index) => index + 1);
  const xml = log(...seqs.map(numbered));
  await folder.put('plain.xml', xml.slice(0, xml.lastIndexOf('</RetailTransaction>')), 9);
  warnings.length = 0;
  const plain = await all(run(folder.path));
  assert.deepEqual(plain.keys, seqs.map(key));
  assert.match(warnings[0]!, /plain\.xml ends in the middle/);
  await rm(join(folder.path, 'plain.xml'));
  const packed = gzipSync(xml);
  await folder.put('packed.xml.gz', packed.subarray(0, packed.length / 2));
  const { keys } = await all(run(folder.path));
  assert(keys.length > 10 && keys.length < 400, String(keys.length));
  assert.deepEqual(keys.slice(0, 10), seqs.slice(0, 10).map(key));
});

test('a file that is no log is one delivery that tells why', async () => {
  for (const [content, code] of [
    ['<!DOCTYPE POSLog [<!ENTITY a "b">]><POSLog/>', 'POSLOG_UNSAFE'],
    ['<?xml version="1.0" encoding="EBCDIC"?><POSLog/>', 'POSLOG_ENCODING'],
    ['<orders/>', 'POSLOG_XML'],
    ['', 'POSLOG_XML'],
  ] as const) {
    await using folder = await aFolder();
    await folder.put('x.xml', content);
    const [batch] = await Array.fromAsync(run(folder.path));
    assert.equal(batch!.deliveries.length, 1, content);
    const body = batch!.deliveries[0]!.body as Buffer;
    assert.throws(() => mapTransaction({ body }, { args: args(), locale: { country: 'FR' } as never }), {
      code,
    });
  }
});

test('files go away only after they were written, as the connection says', async () => {
  for (const [afterwards, left] of [
    ['leave', ['a.xml']],
    ['move', ['done']],
    ['delete', []],
  ] as const) {
    await using folder = await aFolder();
    await folder.put('a.xml', log(numbered(1)));
    for await (const { deliveries } of run(folder.path, { afterwards })) {
      if (deliveries.length > 0) assert.deepEqual(await readdir(folder.path), ['a.xml']);
    }
    assert.deepEqual(await readdir(folder.path), [...left]);
  }
});
