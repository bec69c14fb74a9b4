import type { Socket } from 'node:net';
import pg from 'pg';
import { problem } from '../http/problem.ts';
import { currentSignal } from './cancel.ts';
import type { Connection, Driver } from './connection.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** Sessions at most. */
  connections?: number;
}

const { builtins, getTypeParser } = pg.types;
const textArray = 1009 as Parameters<typeof getTypeParser>[0];
const asText = (value: string) => value;
const listOf = getTypeParser(textArray) as (value: string) => (string | null)[];

/** Rows read alike on both databases: bigint as number, numeric and date as text. */
const parsers: Record<number, (value: string) => unknown> = {
  [builtins.INT8]: Number,
  [builtins.DATE]: asText,
  // bigint[] and date[]
  1016: (value) => listOf(value).map((item) => (item === null ? null : Number(item))),
  1182: listOf,
};
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format !== 'binary' && parsers[oid]) || (getTypeParser(oid, format) as (value: string) => unknown),
};

/** A PostgreSQL server, by a pool of pipelining sessions. */
export function postgresDriver({ url, connections = 10 }: PostgresOptions): Driver {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    application_name: 'chaland',
  } as pg.PoolConfig);
  // An idle session that the server ended is replaced at the next use; unheard, this would end the process.
  pool.on('error', () => {});
  const listeners = new Set<() => Promise<void>>();

  async function connect(): Promise<pg.PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      throw unreachable(url, error);
    }
  }

  return {
    dialect: 'postgres',
    async use(work) {
      const client = await connect();
      let lost: Error | undefined;
      const hear = (error: Error) => {
        lost = error;
      };
      client.on('error', hear);
      try {
        return await work(connectionOf(client, url));
      } catch (error) {
        if (!isLoss(error)) throw error;
        lost = error as Error;
        throw unreachable(url, error);
      } finally {
        client.off('error', hear);
        // A rollback may fail too, where a cancellation comes late: the next one would find the transaction open.
        client.release(lost ?? client.getTransactionStatus() !== 'I');
      }
    },
    async listen(channel, hear) {
      const stop = await listenForever(url, channel, hear);
      listeners.add(stop);
      return async () => {
        listeners.delete(stop);
        await stop();
      };
    },
    sessions: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      await Promise.all([...listeners].map((stop) => stop()));
      await pool.end();
    },
  };
}

function connectionOf(client: pg.PoolClient, url: string): Connection {
  const together = sendTogether(client);
  return {
    async script(text) {
      together();
      await client.query(text);
    },
    async query<Row>(text: string, values?: readonly unknown[], options?: { name?: string }) {
      together();
      // A client that went away must not keep its transaction open.
      const signal = /^(?:commit|rollback|release)\b/.test(text) ? undefined : currentSignal();
      if (!signal) return ask<Row>(client, text, values, options?.name);
      signal.throwIfAborted();
      const cancel = () => void cancelBackend(url, (client as unknown as { processID: number }).processID);
      signal.addEventListener('abort', cancel, { once: true });
      try {
        return await ask<Row>(client, text, values, options?.name);
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
  };
}

/** `client.query` without the copies that it makes of what it is given: with ten queries a request they are felt. */
async function ask<Row>(
  client: pg.PoolClient,
  text: string,
  values: readonly unknown[] | undefined,
  name: string | undefined,
): Promise<Row[]> {
  try {
    return await new Promise<Row[]>((resolve, reject) => {
      const answer = (error: Error | undefined, result: { rows: Row[] }) =>
        error ? reject(error) : resolve(result.rows);
      client.query(Object.assign(new pg.Query(text, values as unknown[]), { name, callback: answer }));
    });
  } catch (error) {
    // From where it was asked, not from the socket that told it.
    Error.captureStackTrace(error as Error);
    throw error;
  }
}

/** What is asked in one turn goes out in one write: a system call costs more than what it carries. */
function sendTogether(client: pg.PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  let corked = false;
  const uncork = () => {
    corked = false;
    stream.uncork();
  };
  return () => {
    if (corked) return;
    corked = true;
    stream.cork();
    process.nextTick(uncork);
  };
}

async function cancelBackend(url: string, processId: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_cancel_backend($1)', [processId]);
  } catch {
    // The query then runs to its end: nothing is lost but its time.
  } finally {
    await client.end().catch(() => {});
  }
}

/** A session that only listens, opened again whenever it is lost. */
async function listenForever(url: string, channel: string, hear: (payload: string) => void) {
  let client: pg.Client | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  async function open(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: 'chaland listen' });
    next.on('notification', ({ payload }) => hear(payload ?? ''));
    next.on('error', () => {});
    next.on('end', () => {
      if (!stopped) retry = setTimeout(() => void open().catch(() => {}), 1_000);
    });
    client = next;
    await next.connect();
    await next.query(`listen "${channel}"`);
    // What was notified while nobody listened is unknown: look.
    hear('');
  }
  await open();
  return async () => {
    stopped = true;
    clearTimeout(retry);
    await client?.end().catch(() => {});
  };
}

const unreachable = (url: string, cause: unknown) =>
  problem('CHL_DATABASE_UNREACHABLE', { detail: `${describe(url)}: ${reason(cause)}`, cause });

/** True for errors after which a session is of no use any more. */
function isLoss(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    /^(57P0[123]|08\w{3}|ECONN\w+|EPIPE)$/.test(code) || /Connection terminated|not queryable/.test(message)
  );
}

const reason = (error: unknown) => {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
};

/** The address without its password. */
function describe(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'the configured address is not a URL';
  }
}
