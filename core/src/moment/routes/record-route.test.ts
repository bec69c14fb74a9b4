import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CloudEvent, HTTP } from 'cloudevents';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { visit } from '../testing/test-ingest.ts';
import { visits } from '../testing/visits-plugin.ts';

type Problem = { code: string; detail: string };
let sent = 0;
const next = (moment: Parameters<typeof visit>[0] = {}) => visit({ id: `v-${++sent}`, ...moment });
const ndjson = { 'content-type': 'application/x-ndjson' };

onBothDatabases((on) => {
  let app: TestChaland;
  before(async () => {
    app = await startTestChaland({ on, plugins: [visits] });
    await app.stores.put({ code: 'PAR-1', name: 'Paris' });
  });
  after(() => app.close());

  const recordedOf = async (source: string) =>
    (
      await app.db.query<{ n: number }>('select count(*) as n from chaland.moment where source = $1', [
        source,
      ])
    )[0]!.n;
  const send = (body: RequestInit['body'], headers: Record<string, string>, query = '') =>
    app.request(`/api/moments${query}`, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
  const linesOf = async (answer: Response) => {
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/x-ndjson');
    return (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };

  describe('one moment is answered by its status', () => {
    test('recorded, duplicate, conflict', async () => {
      const moment = next({ customer: { id: '1' } });
      const first = await app.post('/api/moments', moment);
      assert.equal(first.status, 201);
      assert.equal(first.body.fate, 'recorded');
      assert.ok(first.body.moment && first.body.customer);
      const second = await app.post('/api/moments', moment);
      assert.equal(second.status, 200);
      assert.deepEqual(second.body, { ...first.body, fate: 'duplicate' });
      const third = await app.post('/api/moments', { ...moment, data: { seconds: 9 } });
      assert.equal(third.status, 409);
      assert.equal(third.headers.get('content-type'), 'application/problem+json');
      assert.equal(third.body.code, 'CHL_MOMENT_CONFLICT');
    });

    test('rejected, with the place and the mend', async () => {
      const faults: [Parameters<typeof visit>[0] & Record<string, unknown>, string, string][] = [
        [{ type: 'visti' }, 'CHL_MOMENT_TYPE_UNKNOWN', '/type'],
        [{ data: { seconds: -1 } }, 'CHL_INPUT_INVALID', '/data/seconds'],
        [{ time: '2099-01-01T00:00:00Z' }, 'CHL_MOMENT_IN_FUTURE', '/time'],
        [{ store: 'NOWHERE' }, 'CHL_STORE_UNKNOWN', '/store'],
        [{ nmae: 1 }, 'CHL_INPUT_INVALID', '/nmae'],
      ];
      for (const [fault, code, pointer] of faults) {
        const { status, body } = await app.post('/api/moments', next(fault));
        assert.equal(status, 422);
        assert.deepEqual([body.code, body.pointer], [code, pointer]);
        assert.ok(body.mend);
      }
    });

    test('malformed JSON is refused with its place', async () => {
      const { status, body } = await app.post('/api/moments', '{"id": "x",\n"source" }');
      assert.equal(status, 400);
      assert.equal(body.code, 'CHL_JSON_MALFORMED');
      assert.match(body.detail, /line 2, column 10/);
    });

    test('a body that is not UTF-8 is refused', async () => {
      const answer = await send(new Uint8Array([0x22, 0xff, 0x22]), { 'content-type': 'application/json' });
      assert.equal(answer.status, 400);
      assert.equal(((await answer.json()) as Problem).code, 'CHL_ENCODING_INVALID');
    });

    test('a media type that nobody knows is refused with those that are known', async () => {
      const answer = await send('<moment/>', { 'content-type': 'application/xml' });
      assert.equal(answer.status, 415);
      assert.match(((await answer.json()) as Problem).detail, /application\/x-ndjson/);
    });

    test('a backfill is not live', async () => {
      const { body } = await app.post('/api/moments?live=false', next());
      const [row] = await app.db.query<{ live: boolean }>(
        'select live from chaland.moment where id = $1::uuid',
        [body.moment],
      );
      assert.equal(row?.live, false);
    });

    test('it needs the permission to record', async () => {
      const reader = app.as(await app.keyWith(['moments.read']));
      assert.equal((await reader.post('/api/moments', next())).status, 403);
      assert.equal((await app.as(null).post('/api/moments', next())).status, 401);
    });
  });

  describe('an array', () => {
    test('is answered item by item: a fault in item 517 holds up no other', async () => {
      const source = `array-${on}`;
      const items = Array.from({ length: 1_000 }, (_, i) =>
        next({ source, data: i === 517 ? { seconds: 'long' } : {} }),
      );
      const { status, body } = await app.post('/api/moments', items);
      assert.equal(status, 200);
      assert.deepEqual(body.counts, { recorded: 999, duplicate: 0, conflict: 0, rejected: 1 });
      assert.equal(body.results[517].problem.pointer, '/517/data/seconds');
      assert.equal(body.results[517].id, items[517]!.id);
      assert.equal(await recordedOf(source), 999);
    });

    test('of 1,001 is refused, and nothing of it is recorded', async () => {
      const source = `many-${on}`;
      const { status, body } = await app.post(
        '/api/moments',
        Array.from({ length: 1_001 }, () => next({ source })),
      );
      assert.equal(status, 422);
      assert.match(body.mend, /application\/x-ndjson/);
      assert.equal(await recordedOf(source), 0);
    });

    test('may be empty', async () => {
      const { status, body } = await app.post('/api/moments', []);
      assert.equal(status, 200);
      assert.deepEqual(body.results, []);
    });

    test('of 50 MB is refused before it is read', async () => {
      let read = 0;
      const chunk = Buffer.alloc(64 * 1024, ' ');
      const body = () =>
        new ReadableStream<Uint8Array>({
          pull(controller) {
            read += chunk.length;
            if (read > 50 * 1024 * 1024) controller.close();
            else controller.enqueue(chunk);
          },
        });
      const json = { 'content-type': 'application/json' };
      const told = await send(body(), { ...json, 'content-length': String(50 * 1024 * 1024) });
      assert.equal(told.status, 413);
      assert.ok(read < 1024 * 1024, `${read} bytes were read`);
      // Without a length it is counted as it comes.
      read = 0;
      const untold = await send(body(), json);
      assert.equal(untold.status, 413);
      assert.ok(read < 12 * 1024 * 1024, `${read} bytes were read`);
      // What is small on the way and large here is counted unpacked.
      const packed = await send(gzipSync(Buffer.alloc(50 * 1024 * 1024, ' ')), {
        ...json,
        'content-encoding': 'gzip',
      });
      assert.equal(packed.status, 413);
    });
  });

  describe('NDJSON', () => {
    test('is answered line by line, in order, and a bad line costs that line alone', async () => {
      const source = `lines-${on}`;
      const moments = Array.from({ length: 2_500 }, () =>
        next({ source, customer: { id: String(sent % 40) } }),
      );
      const lines = moments.map((moment) => JSON.stringify(moment));
      lines[1_200] = '{"id": ';
      lines[1_300] = JSON.stringify({ ...moments[1_300], data: { seconds: -1 } });
      lines[1_400] = '';
      const body = Buffer.concat([
        Buffer.from(lines.slice(0, 1_500).join('\r\n')),
        Buffer.from([10, 0x22, 0xc3, 0x22, 10]),
        Buffer.from(lines.slice(1_500).join('\n')),
      ]);
      const fates = await linesOf(await send(body, ndjson));
      assert.equal(fates.length, 2_500);
      assert.deepEqual(
        fates.map(({ line }) => line),
        Array.from({ length: 2_501 }, (_, i) => i + 1).filter((line) => line !== 1_401),
      );
      const rejected = fates.filter(({ fate }) => fate === 'rejected');
      assert.deepEqual(
        rejected.map(({ line, problem }) => [line, problem.code, problem.pointer]),
        [
          [1_201, 'CHL_JSON_MALFORMED', undefined],
          [1_301, 'CHL_INPUT_INVALID', '/data/seconds'],
          [1_501, 'CHL_ENCODING_INVALID', undefined],
        ],
      );
      assert.equal(await recordedOf(source), 2_497);

      const again = await linesOf(await send(lines.slice(0, 1_000).join('\n'), ndjson));
      assert.ok(again.every(({ fate }) => fate === 'duplicate'));
    });

    test('may be packed', async () => {
      const packed = gzipSync(Array.from({ length: 10 }, () => JSON.stringify(next())).join('\n'));
      const gzip = { ...ndjson, 'content-encoding': 'gzip' };
      const fates = await linesOf(await send(packed, gzip));
      assert.deepEqual(new Set(fates.map(({ fate }) => fate)), new Set(['recorded']));
      const broken = await linesOf(await send(packed.subarray(0, packed.length - 20), gzip));
      assert.match(broken.at(-1).problem.detail, /breaks off in line/);
      assert.equal((await send(packed, { ...ndjson, 'content-encoding': 'br' })).status, 415);
    });

    test('may be empty', async () => {
      const answer = await send('\n', ndjson);
      assert.equal(answer.status, 200);
      assert.equal(await answer.text(), '');
    });

    test('of a client that goes away is read no further, and what was committed stays', async () => {
      const source = `gone-${on}`;
      let cancelled: (() => void) | undefined;
      const closed = new Promise<void>((resolve) => {
        cancelled = resolve;
      });
      const endless = new ReadableStream<Uint8Array>({
        pull: (controller) =>
          controller.enqueue(
            Buffer.from(Array.from({ length: 100 }, () => `${JSON.stringify(next({ source }))}\n`).join('')),
          ),
        cancel: () => cancelled?.(),
      });
      const reader = (await send(endless, ndjson)).body!.getReader();
      const { value } = await reader.read();
      const told = Buffer.from(value!).toString().trimEnd().split('\n').length;
      await reader.cancel();
      await closed;
      assert.ok((await recordedOf(source)) >= told);
    });
  });

  describe('CloudEvents by their own SDK', () => {
    const event = (overrides: object = {}) =>
      new CloudEvent({
        id: `ce-${++sent}`,
        source: `/shop/${on}`,
        type: 'visit',
        time: '2026-03-01T10:00:00.000Z',
        data: { seconds: 12 },
        store: 'PAR-1',
        customerid: `c${sent}`,
        customeremail: `ce-${sent}@example.com`,
        ...overrides,
      });
    const post = ({ headers, body }: { headers: object; body: unknown }) =>
      send(body as string, headers as Record<string, string>);

    test('in structured mode', async () => {
      const answer = await post(HTTP.structured(event()));
      assert.equal(answer.status, 201);
      const { customer } = (await answer.json()) as { customer: string };
      const { body } = await app.get(`/api/customers/${customer}/timeline`);
      assert.deepEqual(body.items[0].data, { seconds: 12 });
      assert.equal(body.items[0].store.code, 'PAR-1');
    });

    test('in binary mode', async () => {
      const answer = await post(HTTP.binary(event()));
      assert.equal(answer.status, 201, await answer.clone().text());
      assert.equal((await post(HTTP.binary(event({ type: 'nothing' })))).status, 422);
    });

    test('in a batch, with the pointers of an event', async () => {
      const events = [event(), event({ customeremail: 'nobody' }), event({ typeversion: 9 })];
      const answer = await send(`[${events.map((one) => HTTP.structured(one).body).join(',')}]`, {
        'content-type': 'application/cloudevents-batch+json; charset=utf-8',
      });
      const { results, counts } = (await answer.json()) as {
        results: { problem: { pointer: string } }[];
        counts: object;
      };
      assert.deepEqual(counts, { recorded: 1, duplicate: 0, conflict: 0, rejected: 2 });
      assert.equal(results[1]!.problem.pointer, '/1/customeremail');
      assert.equal(results[2]!.problem.pointer, '/2/typeversion');
    });
  });
});
