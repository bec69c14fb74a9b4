import type { Principal } from '../../access/principal.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { SourcePlace } from '../../privacy/erase/erase-source.ts';
import type { Secrets } from '../../setting/secret-values.ts';
import type { ConnectionState } from '../connections.ts';
import type { Trouble } from '../trouble.ts';

/** A connection as it is kept, its secrets encrypted. */
export interface ConnectionRow {
  id: string;
  connector: string;
  name: string;
  source: string;
  identity: string;
  state: ConnectionState;
  args: Record<string, unknown>;
  secrets: Secrets;
  previousSecrets: Secrets | null;
  previousUntil: Date | null;
  /** Minutes; null: as the connector says. */
  pullEvery: number | null;
  cursor: unknown;
  nextPullAt: Date | null;
  lastPullAt: Date | null;
  lastDeliveryAt: Date | null;
  pullRun: string | null;
  pullLeaseUntil: Date | null;
  pullStartedAt: Date | null;
  pullDone: number | null;
  pullTotal: number | null;
  failures: number;
  error: Trouble | null;
  openUntil: Date | null;
  ending: Ending | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** How a connection is being removed. */
export interface Ending {
  data: 'keep' | 'erase';
  by: Pick<Principal, 'kind' | 'id' | 'name'>;
  /** People and moments dealt with so far. */
  done: number;
  /** Where it goes on. */
  place?: SourcePlace;
}

const columns = `id, connector, name, source, identity, state, args, secrets, previous_secrets as "previousSecrets",
  previous_until as "previousUntil", pull_every as "pullEvery", cursor, next_pull_at as "nextPullAt",
  last_pull_at as "lastPullAt", last_delivery_at as "lastDeliveryAt", pull_run as "pullRun",
  pull_lease_until as "pullLeaseUntil", pull_started_at as "pullStartedAt", pull_done as "pullDone",
  pull_total as "pullTotal", failures, error, open_until as "openUntil", ending, version,
  created_at as "createdAt", updated_at as "updatedAt"`;

export const allConnections = (db: Database): Promise<ConnectionRow[]> =>
  db.query<ConnectionRow>(`select ${columns} from chaland.connection order by id`, [], {
    name: 'connections',
  });

/** @param page.after the id that the page begins after */
export const connectionPage = (
  db: Database,
  { after, limit, connector }: { after?: string | undefined; limit: number; connector?: string | undefined },
): Promise<ConnectionRow[]> =>
  db.query<ConnectionRow>(
    `select ${columns} from chaland.connection
     where ($1::uuid is null or id > $1) and ($3::text is null or connector = $3) order by id limit $2`,
    [after ?? null, limit, connector ?? null],
  );

/** @throws CHL_NOT_FOUND */
export async function connectionRow(db: Database, id: string, lock = ''): Promise<ConnectionRow> {
  const [row] = await db.query<ConnectionRow>(
    `select ${columns} from chaland.connection where id = $1 ${lock}`,
    [id],
  );
  if (!row) throw problem('CHL_NOT_FOUND', { detail: 'no connection has this id' });
  return row;
}
