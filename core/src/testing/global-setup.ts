import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startServer, type TestServer } from './postgres/start-server.ts';

// For `node --test --test-global-setup=…`: one PostgreSQL for all test files of a run. It is started when the
// first test asks for it, so that a run without such tests doesn't wait.

let broker: Server | undefined;
let server: Promise<TestServer> | undefined;

export async function globalSetup(): Promise<void> {
  if (process.env.CHALAND_TEST_PG_URL) return;
  broker = createServer(async (_request, response) => {
    server ??= startServer();
    const found = await server;
    response.end(JSON.stringify('url' in found ? { url: found.url } : found));
  });
  broker.listen(0, '127.0.0.1');
  await once(broker, 'listening');
  process.env.CHALAND_TEST_PG_BROKER = `http://127.0.0.1:${(broker.address() as AddressInfo).port}`;
}

export async function globalTeardown(): Promise<void> {
  broker?.close();
  const started = await server;
  if (started && 'stop' in started) await started.stop();
}
