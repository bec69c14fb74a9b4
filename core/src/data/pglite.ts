import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import type { Connection, Driver } from './connection.ts';
import { lockDirectory } from './directory-lock.ts';
import { mutex } from './mutex.ts';

export interface PgliteOptions {
  /** The folder of the data, or undefined for a database in memory. */
  directory?: string;
  /** A dumped data folder to start from: a fresh one costs seconds. */
  image?: Blob;
}

/** PostgreSQL inside the process: one session, lent to one unit of work at a time. */
export async function pgliteDriver({
  directory,
  image,
}: PgliteOptions = {}): Promise<Driver & { pglite: PGlite }> {
  const unlock = directory ? lockDirectory(directory) : undefined;
  const pglite = await open(directory, image);
  const exclusive = mutex();

  const connection: Connection = {
    async query<Row>(text: string, values?: readonly unknown[]) {
      const { rows } = await pglite.query<Row>(text, values as unknown[], asSent(values));
      return rows;
    },
    async script(text) {
      await pglite.exec(text);
    },
  };
  return {
    dialect: 'pglite',
    pglite,
    use: (work) => exclusive(() => work(connection)),
    // Through the mutex: LISTEN is a query too, and must not land in somebody's transaction.
    listen: async (channel, hear) => {
      const stop = await exclusive(() => pglite.listen(channel, hear));
      return () => exclusive(() => stop());
    },
    async close() {
      await exclusive(() => pglite.close());
      unlock?.();
    },
  };
}

/** Buffers go as they are: they hold values in PostgreSQL's binary format. */
function asSent(values: readonly unknown[] | undefined): {
  serializers?: Record<number, (value: unknown) => string>;
} {
  if (!values?.some((value) => Buffer.isBuffer(value))) return {};
  const asIs = (value: unknown) => value as string;
  return { serializers: Object.fromEntries(binaryArrayTypes.map((oid) => [oid, asIs])) };
}

/** bool[], bytea[], int2[], int4[], text[], int8[], float8[], timestamptz[], uuid[], jsonb[], date[] */
const binaryArrayTypes = [1000, 1001, 1005, 1007, 1009, 1016, 1022, 1185, 2951, 3807, 1182];

async function open(directory: string | undefined, image: Blob | undefined): Promise<PGlite> {
  const [{ PGlite, types }, { pg_trgm }, { unaccent }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/contrib/pg_trgm'),
    import('@electric-sql/pglite/contrib/unaccent'),
  ]);
  const options: PGliteOptions = {
    extensions: { pg_trgm, unaccent },
    parsers: { [types.INT8]: Number, [types.DATE]: (value: string) => value },
    ...(directory ? { dataDir: directory } : {}),
    ...(image ? { loadDataDir: image } : {}),
  };
  return PGlite.create(options);
}
