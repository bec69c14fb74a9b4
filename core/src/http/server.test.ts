import assert from 'node:assert/strict';
import { Agent, get as httpGet, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { startTestChaland } from '../testing/index.ts';
import { createHttpServer } from './server.ts';

/** A server whose requests end when the test says so; where nothing is said, it would wait an hour for them. */
async function slowServer(grace = 3_600_000) {
  const asked = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const server = createHttpServer({
    async fetch() {
      asked.resolve();
      await finish.promise;
      return new Response('done');
    },
    grace,
  });
  const { url, port } = await server.listen(0, '127.0.0.1');
  return { server, url, port, asked: asked.promise, finish: finish.resolve };
}

/** Milliseconds: less than an idle connection is kept, and more than the slowest machine takes. */
const notAtOnce = 30_000;

const read = (url: string, agent?: Agent) =>
  new Promise<string>((resolve, reject) => {
    httpGet(url, { agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });

const refused = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', () => resolve(true));
  });

describe('closing', () => {
  test('lets a request under way finish, and takes no new connection meanwhile', async () => {
    const { server, url, port, asked, finish } = await slowServer();
    const answer = read(url);
    await asked;
    let closed = false;
    const closing = server.close().then(() => {
      closed = true;
    });
    assert.equal(server.closing, true);
    assert.equal(await refused(port), true);
    assert.equal(closed, false);
    finish();
    assert.equal(await answer, 'done');
    await closing;
  });

  test('does not wait for a connection that is kept open for later', async () => {
    const { server, url, finish } = await slowServer();
    finish();
    const agent = new Agent({ keepAlive: true });
    assert.equal(await read(url, agent), 'done');
    const began = performance.now();
    await server.close();
    assert.ok(performance.now() - began < notAtOnce);
    agent.destroy();
  });

  test('does not wait for a connection that falls idle during it', async () => {
    const { server, url, asked, finish } = await slowServer();
    const agent = new Agent({ keepAlive: true });
    const answer = read(url, agent);
    await asked;
    const closing = server.close();
    finish();
    assert.equal(await answer, 'done');
    const began = performance.now();
    await closing;
    assert.ok(performance.now() - began < notAtOnce);
    agent.destroy();
  });

  test('breaks off what takes longer than the grace', async () => {
    const { server, url, asked, finish } = await slowServer(50);
    const answer = read(url).then(
      () => 'answered',
      () => 'broken off',
    );
    await asked;
    await server.close();
    assert.equal(await answer, 'broken off');
    finish();
  });

  test('twice is closing once', async () => {
    const { server } = await slowServer();
    await Promise.all([server.close(), server.close()]);
  });

  test('what never listened is nothing', async () => {
    await createHttpServer({ fetch: () => new Response() }).close();
  });
});

test('a port that is taken is told by name', async () => {
  const { server, port } = await slowServer();
  const other = createHttpServer({ fetch: () => new Response() });
  await assert.rejects(other.listen(port, '127.0.0.1'), /CHL_PORT_TAKEN/);
  await server.close();
});

test('a request with an impossible Host is refused as a problem', async () => {
  await using app = await startTestChaland();
  const { port } = await app.http.listen(0, '127.0.0.1');
  const body = await new Promise<string>((resolve, reject) => {
    httpGet({ host: '127.0.0.1', port, path: '/api/stores', headers: { host: 'a b' } }, (response) => {
      response.on('data', (chunk) => resolve(String(chunk)));
    }).on('error', reject);
  });
  assert.equal(JSON.parse(body).code, 'CHL_REQUEST_MALFORMED');
});

test('a body that is larger than it may be is refused over the wire, and the connection ends', async () => {
  await using app = await startTestChaland({ config: { http: { bodyLimit: 1_000_000 } } });
  const { port } = await app.http.listen(0, '127.0.0.1');
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/api/stores',
      headers: {
        authorization: `Bearer ${app.key}`,
        'content-type': 'application/json',
        'content-length': 50_000_000,
      },
    });
    request.on('response', ({ statusCode }) => {
      resolve(statusCode);
      request.destroy();
    });
    request.on('error', reject);
    // The head alone: the rest is never sent, because the answer is there before.
    request.write('{');
  });
  assert.equal(status, 413);
});
