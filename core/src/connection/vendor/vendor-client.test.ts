import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createLog } from '../../log.ts';
import { createVendorClient, type VendorTiming } from './create-vendor-client.ts';
import { createVendorLimits } from './limits.ts';
import { retryAfter } from './retry-after.ts';
import { good, VendorFault } from './vendor-fault.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A vendor on this machine that answers as the test says, one after the other, and then always as the last. */
async function vendor(...answers: Answer[]) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    (answers.length > 1 ? answers.shift()! : answers[0]!)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const says =
  (status: number, body = '{}', headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };
const silent: Answer = () => {};
const cut: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"half":');
  setImmediate(() => response.destroy());
};

/** A client whose time is the test's: it sleeps by noting for how long. */
function client(
  timing: VendorTiming & {
    rate?: { requests: number; per: number };
    signal?: AbortSignal;
    tries?: number;
  } = {},
) {
  const slept: number[] = [];
  let time = Date.parse('2026-03-02T09:00:00Z');
  const { rate, signal, ...rest } = timing;
  const http = createVendorClient({
    limits: createVendorLimits(rate, () => time),
    log: createLog('silent'),
    now: () => time,
    random: () => 1,
    timeout: 300,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      time += milliseconds;
    },
    ...(signal ? { signal } : {}),
    ...rest,
  });
  return {
    ...http,
    slept,
    advance(milliseconds: number) {
      time += milliseconds;
    },
  };
}

const fault = (status: number | undefined, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof VendorFault);
  assert.match(error.message, message);
  assert.equal(error.status, status);
  return true;
};

test('an answer is what it is, 4xx included; a method, headers and a body go along', async () => {
  await using shop = await vendor((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () =>
      says(404, body, { 'X-Said': request.headers['x-asked'] as string })(request, response),
    );
  });
  const answer = await client().request(`${shop.url}/orders`, {
    method: 'POST',
    headers: { 'x-asked': 'politely' },
    body: { page: 2 },
  });
  assert.deepEqual([answer.status, answer.headers['x-said'], answer.json()], [404, 'politely', { page: 2 }]);
  assert.equal(shop.asked[0]!.headers['content-type'], 'application/json');
  assert.throws(() => good(answer, 'the orders'), fault(404, /asked for the orders.*404/));
});

test('a failure, a limit, silence and a body cut short are tried again, each after a longer wait', async () => {
  const half: Answer = says(200, '{"orders": [1, 2');
  await using shop = await vendor(says(503), silent, cut, half, says(200, '{"orders":[1]}'));
  const http = client();
  const answer = await http.request(shop.url);
  assert.deepEqual(answer.json(), { orders: [1] });
  assert.equal(shop.asked.length, 5);
  assert.deepEqual(http.slept, [500, 1_000, 2_000, 4_000]);
});

test('the wait is chosen at random up to its longest, so that not everybody comes back at once', async () => {
  await using shop = await vendor(says(500), says(500), says(200));
  const http = client({ random: () => 0.25 });
  await http.request(shop.url);
  assert.deepEqual(http.slept, [125, 250]);
});

test('Retry-After is waited for, in seconds and as a date', async () => {
  await using shop = await vendor(
    says(429, '{}', { 'retry-after': '7' }),
    says(503, '{}', { 'retry-after': 'Mon, 02 Mar 2026 09:01:00 GMT' }),
    says(200),
  );
  const http = client();
  await http.request(shop.url);
  assert.deepEqual(http.slept, [7_000, 53_000]);
  const now = Date.parse('2026-03-02T09:00:00Z');
  assert.equal(retryAfter('0.5', now), now + 500);
  assert.equal(retryAfter('Mon, 02 Mar 2026 08:00:00 GMT', now), now, 'a date that has passed is now');
  assert.equal(retryAfter('soon', now), undefined);
});

test('who asks for more patience than a run has is told to the run, with the time', async () => {
  await using shop = await vendor(says(429, '{}', { 'retry-after': '3600' }));
  const http = client();
  await assert.rejects(http.request(shop.url), (error: VendorFault) => {
    assert.equal(error.retryAt?.toISOString(), '2026-03-02T10:00:00.000Z');
    return fault(429, /answered 429/)(error);
  });
  await assert.rejects(http.request(shop.url), fault(undefined, /bears no more requests/));
  assert.equal(shop.asked.length, 1, 'nor is it asked before');
});

test('it gives up in the end, and who keeps failing is not asked until the circuit half opens', async () => {
  await using shop = await vendor(...Array.from({ length: 11 }, () => says(500)), says(200));
  const http = client({ tries: 2 });
  for (let request = 0; request < 5; request++) {
    await assert.rejects(http.request(shop.url), fault(500, /answered 500/));
  }
  const { length } = shop.asked;
  await assert.rejects(http.request(shop.url), (error: VendorFault) => {
    assert.ok(error.retryAt);
    return fault(undefined, /kept failing/)(error);
  });
  assert.equal(shop.asked.length, length);
  http.advance(31_000);
  assert.equal((await http.request(shop.url)).status, 200, 'one tries, and closes it again');
  assert.equal((await http.request(shop.url)).status, 200);
});

test('what must not happen twice is sent once', async () => {
  await using shop = await vendor(says(503), says(200));
  await assert.rejects(client().request(shop.url, { method: 'POST', once: true }), fault(503, /503/));
  assert.equal(shop.asked.length, 1);
});

test('a rate is kept to: as many at once as are allowed, then one as each place becomes free', async () => {
  await using shop = await vendor(says(200));
  const http = client({ rate: { requests: 2, per: 1 } });
  for (let request = 0; request < 5; request++) await http.request(shop.url);
  assert.deepEqual(http.slept, [500, 500, 500]);
  http.advance(10_000);
  await Promise.all([http.request(shop.url), http.request(shop.url)]);
  assert.equal(http.slept.length, 3);
});

test('an answer that is too large is refused, once', async () => {
  await using shop = await vendor(says(200, JSON.stringify('x'.repeat(2_000))));
  await assert.rejects(client().request(shop.url, { most: 1_000 }), fault(200, /more than 1000 bytes/));
  assert.equal(shop.asked.length, 1);
});

test('a redirect is followed at the same address only, so that credentials go to nobody else', async () => {
  await using other = await vendor(says(200));
  await using shop = await vendor(
    says(302, '', { location: '/elsewhere' }),
    says(200, '{"here":true}'),
    says(302, '', { location: other.url }),
  );
  const headers = { authorization: 'Bearer s3cret' };
  assert.deepEqual((await client().request(shop.url, { headers })).json(), { here: true });
  assert.equal(shop.asked[1]!.url, '/elsewhere');
  await assert.rejects(client().request(shop.url, { headers }), fault(302, /redirects to another address/));
  assert.equal(other.asked.length, 0);
});

test('nothing is sent in the clear but to this machine', async () => {
  await assert.rejects(client().request('http://shop.example/'), fault(undefined, /by https only/));
  await assert.rejects(client().request('https://me:s3cret@shop.example/'), (error: Error) => {
    assert.ok(!error.message.includes('s3cret'));
    return true;
  });
  await assert.rejects(client().request('no address'), fault(undefined, /is none/));
});

test('no error and no log holds what was sent', async () => {
  const logged: string[] = [];
  const keep = (...what: unknown[]) => void logged.push(JSON.stringify(what));
  const http = createVendorClient({
    limits: createVendorLimits(undefined),
    log: { warn: keep },
    sleep: async () => {},
    timeout: 200,
  });
  await using shop = await vendor(says(500));
  const errors = await Promise.all(
    [
      http.request(`${shop.url}/s3cret?token=s3cret`, { headers: { authorization: 'Bearer s3cret' } }),
      // A header that can't be sent: what fetch says quotes it.
      http.request(shop.url, { headers: { authorization: 'Bearer s3cret\n' + '\u0000' } }),
      http.request('http://127.0.0.1:1/s3cret', { body: { password: 's3cret' }, method: 'POST' }),
    ].map((asked) =>
      asked.then(() => undefined).catch((error: Error) => `${error.stack} ${String(error.cause)}`),
    ),
  );
  assert.equal(errors.filter(Boolean).length, 3);
  assert.ok(!errors.join().includes('s3cret'), errors.join());
  assert.ok(logged.length > 0);
  assert.ok(!logged.join().includes('s3cret'));
});

test('a file is read piece by piece; one that is cut short is told while it is read', async () => {
  await using shop = await vendor(
    (_request, response) => {
      response.write('a'.repeat(100_000));
      response.end('b');
    },
    cut,
    says(404),
  );
  let size = 0;
  for await (const piece of await client().stream(shop.url)) size += piece.length;
  assert.equal(size, 100_001);
  await assert.rejects(
    async () => {
      for await (const _piece of await client().stream(shop.url));
    },
    fault(undefined, /cut its answer short/),
  );
  await assert.rejects(client().stream(shop.url), fault(404, /404/));
});

test('whoever ends the run ends the request', async () => {
  await using shop = await vendor(silent);
  const ending = new AbortController();
  const asked = client({ signal: ending.signal, timeout: 60_000 }).request(shop.url);
  setTimeout(() => ending.abort(new Error('the run is over')), 50);
  await assert.rejects(asked, /the run is over/);
});
