import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readJson } from './body.ts';
import { Problem } from './problem.ts';

const post = (body: string | Uint8Array | ReadableStream, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

const streamed = (...chunks: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

const refused = async (work: Promise<unknown>): Promise<Problem> => {
  const error = await work.then(
    () => assert.fail('it was accepted'),
    (error: unknown) => error,
  );
  assert.ok(error instanceof Problem);
  return error;
};

describe('a body', () => {
  test('is read as JSON, with or without a byte order mark', async () => {
    assert.deepEqual(await readJson(post('{"é":1}'), 100), { é: 1 });
    assert.deepEqual(await readJson(post('\uFEFF[1]'), 100), [1]);
  });

  test('that is larger than it may be is refused by its Content-Length, unread', async () => {
    const request = post('x'.repeat(50), { 'content-length': '50' });
    assert.equal((await refused(readJson(request, 49))).code, 'CHL_BODY_TOO_LARGE');
    assert.equal(request.bodyUsed, false);
  });

  test('without Content-Length is counted, and left as soon as it is too large', async () => {
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given++;
        controller.enqueue(new Uint8Array(1_000));
      },
    });
    assert.equal((await refused(readJson(post(endless), 10_000))).code, 'CHL_BODY_TOO_LARGE');
    assert.ok(given < 20, `${given} chunks were taken`);
  });

  test('in pieces is put together, also where a piece ends inside a letter', async () => {
    const bytes = new TextEncoder().encode('{"name":"Zoé"}');
    const [head, tail] = [bytes.slice(0, 12), bytes.slice(12)];
    assert.deepEqual(await readJson(post(streamed(head, tail)), 100), { name: 'Zoé' });
  });

  test('that is not UTF-8 is refused, and not mended in silence', async () => {
    const latin1 = Uint8Array.from([0x22, 0xe9, 0x22]);
    assert.equal((await refused(readJson(post(latin1), 100))).code, 'CHL_ENCODING_INVALID');
  });

  test('that is no JSON is refused with the place, and without what stands there', async () => {
    const { code, details } = await refused(readJson(post('{"name": Dupont}'), 100));
    assert.equal(code, 'CHL_JSON_MALFORMED');
    assert.equal(details.detail, 'the JSON breaks off at line 1, column 10 (offset 9)');
    assert.match((await refused(readJson(post(' '), 100))).message, /the body is empty/);
  });
});
