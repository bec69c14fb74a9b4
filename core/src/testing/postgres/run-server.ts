import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverBinaries } from './binaries.ts';
import { unprivilegedUser } from './unprivileged.ts';

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

/** Runs a PostgreSQL server in a folder of its own. @throws with what the server said where it can't */
export async function runServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'chaland-test-pg-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const user = unprivilegedUser();
  const { initdb, postgres } = serverBinaries(user, folder);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  chmodSync(folder, 0o755);
  if (user) chownSync(data, user.uid, user.gid);

  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${password}\n`);
  const as = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, ...user };
  const cluster = [
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await ended(spawn(initdb, [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...cluster], as));

  const settings = Object.entries(tuning).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { server, port } = await startOnFreePort((port) =>
    spawn(postgres, ['-D', data, '-p', String(port), ...settings], as),
  );
  const over = once(server, 'close');
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      // A fast shutdown: sessions are ended, not waited for.
      server.kill('SIGINT');
      await over;
    },
  };
}

/** A port that was free a moment ago may be another's by now: other tests take free ones too. */
async function startOnFreePort(
  start: (port: number) => ChildProcess,
): Promise<{ server: ChildProcess; port: number }> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const server = start(port);
    try {
      await saying(server, 'ready to accept connections');
      return { server, port };
    } catch (error) {
      if (tries === 5 || !/already in use/.test((error as Error).message)) throw error;
    }
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const said = listen(child);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`initdb failed: ${said()}`);
}

function saying(child: ChildProcess, text: string): Promise<void> {
  const said = listen(child);
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => said().includes(text) && resolve());
    child.once('close', () => reject(new Error(`the server ended: ${said()}`)));
    child.once('error', reject);
  });
}

/** What a child says, its last words where there are many. */
function listen(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2_000);
    });
  }
  return () => said.trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
