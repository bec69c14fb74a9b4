import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely, RawBuilder } from 'kysely';
import type { Connection, Driver, QueryOptions, Sessions } from './connection.ts';
import { queryBuilder } from './query-builder.ts';

/**
 * The database, seen from the current unit of work.
 *
 * Inside `transaction`, everything that is asked of the same `Database`, however deep in the calls,
 * runs in that transaction; nobody passes a connection around, so no query can miss it.
 */
export interface Database {
  readonly dialect: Driver['dialect'];
  /** Hot, unvarying SQL with `$1` parameters. */
  query<Row>(text: string, values?: readonly unknown[], options?: QueryOptions): Promise<Row[]>;
  /** SQL composed with the `sql` tag: `db.rows<{ n: number }>(sql\`select 1 as n\`)`. */
  rows<Row>(statement: RawBuilder<unknown>): Promise<Row[]>;
  /** The first row, if there is one. */
  first<Row>(statement: RawBuilder<unknown>): Promise<Row | undefined>;
  /** Kysely as a query builder. Transactions are `transaction`'s alone. */
  readonly kysely: Kysely<Record<string, Record<string, unknown>>>;
  /**
   * Runs `work` in a transaction, joining the current one where there is one.
   * `work` runs again after a deadlock or a serialization failure: it keeps no state outside the database.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` once the current transaction is committed; at once outside one. A rollback drops it. */
  afterCommit(work: () => void): void;
  /** True inside `transaction`. */
  readonly inTransaction: boolean;
  /**
   * A session of one's own, for pipelining and session locks; `transaction` inside it uses it.
   * Inside a transaction, that transaction's.
   */
  session<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  listen: Driver['listen'];
  notify(channel: string, payload?: string): Promise<void>;
  /** How busy the pool is; undefined where there is one session for all. */
  sessions(): Sessions | undefined;
  close(): Promise<void>;
}

interface UnitOfWork {
  connection: Connection;
  /** False for a session without a transaction. */
  begun: boolean;
  afterCommit: (() => void)[];
}

const retriedStates = new Set(['40P01', '40001']);
const maxAttempts = 6;

export function createDatabase(driver: Driver): Database {
  const current = new AsyncLocalStorage<UnitOfWork | undefined>();

  const query: Database['query'] = (text, values, options) => {
    const unit = current.getStore();
    return unit
      ? unit.connection.query(text, values, options)
      : driver.use((connection) => connection.query(text, values, options));
  };
  const kysely = queryBuilder(query);
  const rows = async <Row>(statement: RawBuilder<unknown>) => {
    const { sql, parameters } = statement.compile(kysely);
    return query<Row>(sql, parameters);
  };

  async function begin<T>(work: () => Promise<T>): Promise<T> {
    const afterCommit: (() => void)[] = [];
    const unit = current.getStore();
    const use: Driver['use'] = unit ? (inside) => inside(unit.connection) : (inside) => driver.use(inside);
    const result = await use(async (connection) => {
      await connection.query('begin');
      try {
        const value = await current.run({ connection, begun: true, afterCommit }, work);
        await connection.query('commit');
        return value;
      } catch (error) {
        await connection.query('rollback').catch(() => {});
        throw error;
      }
    });
    current.run(undefined, () => {
      for (const next of afterCommit) next();
    });
    return result;
  }

  return {
    dialect: driver.dialect,
    query,
    rows,
    first: async <Row>(statement: RawBuilder<unknown>) => (await rows<Row>(statement))[0],
    kysely,
    async transaction(work) {
      if (current.getStore()?.begun) return work();
      for (let attempt = 1; ; attempt++) {
        try {
          return await begin(work);
        } catch (error) {
          if (attempt === maxAttempts || !retriedStates.has((error as { code?: string }).code ?? ''))
            throw error;
          await pause(Math.random() * 2 ** attempt * 5);
        }
      }
    },
    afterCommit(work) {
      const unit = current.getStore();
      if (unit?.begun) unit.afterCommit.push(work);
      else work();
    },
    get inTransaction() {
      return current.getStore()?.begun === true;
    },
    session(work) {
      const unit = current.getStore();
      return unit
        ? work(unit.connection)
        : driver.use((connection) =>
            current.run({ connection, begun: false, afterCommit: [] }, () => work(connection)),
          );
    },
    listen: driver.listen,
    async notify(channel, payload = '') {
      await query('select pg_notify($1, $2)', [channel, payload]);
    },
    sessions: () => driver.sessions?.(),
    close: () => driver.close(),
  };
}
