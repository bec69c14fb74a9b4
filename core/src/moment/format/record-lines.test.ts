import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problem } from '../../http/problem.ts';
import type { Fate } from '../moment.ts';
import { type LineFate, recordLines } from './record-lines.ts';

const recorded = (item: unknown): Fate => ({
  fate: 'recorded',
  id: String((item as { id: unknown }).id),
  source: 'till',
  moment: 'm',
});
const linesOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${JSON.stringify({ id: from + i })}\n`).join('');

async function all(fates: AsyncGenerator<LineFate[]>): Promise<LineFate[]> {
  const found: LineFate[] = [];
  for await (const some of fates) found.push(...some);
  return found;
}
const bodyOf = (...parts: (string | Uint8Array)[]): ReadableStream<Uint8Array> =>
  new Blob([Buffer.concat(parts.map((part) => Buffer.from(part as string)))]).stream();

test('each line is answered in the order of the lines, though batches overlap', async () => {
  let atOnce = 0;
  let most = 0;
  const { fates } = recordLines(bodyOf(linesOf(1, 4_500)), {
    async record(items) {
      most = Math.max(most, ++atOnce);
      // The first batches take longest.
      for (let turn = 0; turn < 50 - (items[0] as { id: number }).id / 100; turn++)
        await new Promise(setImmediate);
      atOnce -= 1;
      return items.map(recorded);
    },
    failed: assert.fail,
  });
  const found = await all(fates);
  assert.deepEqual(
    found.map(({ line, id }) => [line, id]),
    Array.from({ length: 4_500 }, (_, i) => [i + 1, String(i + 1)]),
  );
  assert.ok(most >= 2 && most <= 3, `${most} at once`);
});

test('what is wrong with a line costs that line alone', async () => {
  const { fates } = recordLines(
    bodyOf(
      '{"id":1}\n{"id":\n',
      new Uint8Array([0x7b, 0xff, 0x7d, 10]),
      `{"id":"${'x'.repeat(60)}"}\n`,
      '{"id":5}',
    ),
    { record: async (items) => items.map(recorded), failed: assert.fail, lineLimit: 50 },
  );
  const found = await all(fates);
  assert.deepEqual(
    found.map(({ line, fate, ...rest }) => [line, fate, 'problem' in rest ? rest.problem.code : rest.id]),
    [
      [1, 'recorded', '1'],
      [2, 'rejected', 'CHL_JSON_MALFORMED'],
      [3, 'rejected', 'CHL_ENCODING_INVALID'],
      [4, 'rejected', 'CHL_BODY_TOO_LARGE'],
      [5, 'recorded', '5'],
    ],
  );
});

test('where the database fails midway, the fates say from which line to go on', async () => {
  let batches = 0;
  const failures: unknown[] = [];
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(Buffer.from(linesOf(sent + 1, sent + 500)));
      sent += 500;
    },
  });
  const { fates } = recordLines(endless, {
    async record(items) {
      if (++batches === 2) throw problem('CHL_DATABASE_UNREACHABLE', { detail: 'secret-host:5432' });
      return items.map(recorded);
    },
    failed: (error) => failures.push(error),
  });
  const found = await all(fates);
  assert.deepEqual(new Set(found.slice(0, 1_000).map(({ fate }) => fate)), new Set(['recorded']));
  const failed = found.slice(1_000, 2_000);
  assert.ok(failed.every((one) => one.fate === 'rejected' && one.problem.status === 503));
  const last = found.at(-1)!;
  assert.equal(last.line, found.length);
  assert.ok('problem' in last && /^nothing was read from line \d+ on$/.test(String(last.problem.detail)));
  assert.equal(failures.length, 1);
  assert.doesNotMatch(JSON.stringify(found), /secret-host/);
});

test('where the database is away from the start, that is the whole answer', async () => {
  const { fates } = recordLines(bodyOf(linesOf(1, 10)), {
    record: () => Promise.reject(problem('CHL_DATABASE_UNREACHABLE')),
    failed: () => {},
  });
  await assert.rejects(all(fates), { code: 'CHL_DATABASE_UNREACHABLE' });
});

test('a moment that is told while the body stays open is answered at once', async () => {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
  });
  const { fates, stop } = recordLines(body, {
    record: async (items) => items.map(recorded),
    failed: assert.fail,
  });
  controller.enqueue(Buffer.from(linesOf(1, 1)));
  assert.equal((await fates.next()).value?.[0]?.line, 1);
  controller.enqueue(Buffer.from(linesOf(2, 3)));
  assert.deepEqual(
    (await fates.next()).value?.map(({ line }: LineFate) => line),
    [2, 3],
  );
  stop();
  assert.deepEqual(await all(fates), []);
});

test('a body that breaks off says in which line, and what came before is recorded', async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (++pulled > 1) controller.error(new Error('gone'));
      else controller.enqueue(Buffer.from(`${linesOf(1, 2)}{"id": 3`));
    },
  });
  const { fates } = recordLines(body, { record: async (items) => items.map(recorded), failed: assert.fail });
  const found = await all(fates);
  assert.deepEqual(
    found.map(({ line, fate }) => [line, fate]),
    [
      [1, 'recorded'],
      [2, 'recorded'],
      [3, 'rejected'],
    ],
  );
});
