import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Database } from './database.ts';

/** Kysely over the current unit of work: it builds and sends statements, and leaves transactions alone. */
export function queryBuilder(query: Database['query']): Database['kysely'] {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      return { rows: await query<Row>(sql, parameters) };
    },
    // biome-ignore lint/correctness/useYield: a cursor would outlive the unit of work that it reads in.
    async *streamQuery() {
      throw new Error('Streaming is not offered: read in pages, by a key.');
    },
  };
  const refuse = async () => {
    throw new Error('Use db.transaction(…): a transaction of Kysely would miss the unit of work.');
  };
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
        beginTransaction: refuse,
        commitTransaction: refuse,
        rollbackTransaction: refuse,
        releaseConnection: async () => {},
        destroy: async () => {},
      }),
    },
  });
}
