import { uuidv7 } from '../../data/uuid.ts';
import { problem } from '../../http/problem.ts';
import { checkConnection, refuseUnlessOk } from '../check-connection.ts';
import { knownConnector } from '../known-connectors.ts';
import type { ConnectionParts } from '../parts.ts';
import { sourceName } from '../source-name.ts';
import { refuseSame } from './refuse-same.ts';
import { type ConnectionRow, connectionRow } from './row.ts';
import { openArgs, sealArgs } from './sealed-args.ts';

export interface NewConnection {
  connector: string;
  name: string;
  /** Made from the name where absent. */
  source?: string;
  args: Record<string, unknown>;
  /** Minutes; null: as the connector says. */
  pullEvery?: number | null;
  /** Saves it without asking the other side. */
  unchecked?: boolean;
}

/**
 * Makes a connection, once its connector has looked whether it will work. Takes transactions of its own: the other side
 * is asked outside of them.
 * @throws CHL_CONNECTOR_UNKNOWN, CHL_CONNECTION_INVALID, CHL_CONNECTION_CHECK_FAILED, CHL_CONNECTION_EXISTS,
 *   CHL_CONFLICT for a source that another one has, CHL_SECRET_KEY_MISSING
 */
export async function createConnection(parts: ConnectionParts, input: NewConnection): Promise<ConnectionRow> {
  const { db, clock, log, key, tools, changed } = parts;
  const { name, pullEvery = null, unchecked = false } = input;
  const known = knownConnector(parts.known, input.connector);
  const now = clock.now();
  const id = uuidv7(now.getTime());
  const sealed = sealArgs(key, known, id, input.args);
  const args = openArgs(key, known, id, sealed);
  const identity = known.connector.identity(args);
  await refuseSame(db, known, identity);
  if (!unchecked) {
    refuseUnlessOk(
      await checkConnection(known, args, (signal) => tools.for(known.connector, id, signal), { db, log }),
    );
  }
  const pulls = known.connector.pull && (pullEvery ?? known.connector.pullEvery) !== undefined;
  const row = await db.transaction(async () => {
    const source = await freeSource(parts, input);
    const made = await db.query(
      `insert into chaland.connection (id, connector, name, source, identity, state, args, secrets, pull_every,
         next_pull_at, created_at, updated_at)
       values ($1, $2, $3, $4, $5, 'active', $6::jsonb, $7::jsonb, $8, $9, $10, $10)
       on conflict do nothing returning 1`,
      [
        id,
        input.connector,
        name,
        source,
        identity,
        JSON.stringify(sealed.args),
        JSON.stringify(sealed.secrets),
        pullEvery,
        pulls ? now : null,
        now,
      ],
    );
    if (made.length === 0) {
      // Somebody else was faster.
      await refuseSame(db, known, identity);
      throw sourceTaken(source);
    }
    changed();
    return connectionRow(db, id);
  });
  changed();
  return row;
}

/** @throws CHL_CONFLICT for a given one that is taken */
async function freeSource(
  { db }: ConnectionParts,
  { source, name, connector }: NewConnection,
): Promise<string> {
  const wanted = source ?? (sourceName(name) || connector.replaceAll('.', '-'));
  const taken = await db.query<{ source: string }>(
    `select source from chaland.connection where source = $1 or source like $2`,
    [wanted, `${wanted.replaceAll(/[%_\\]/g, '\\$&')}-%`],
  );
  const names = new Set(taken.map((row) => row.source));
  if (!names.has(wanted)) return wanted;
  if (source !== undefined) throw sourceTaken(source);
  for (let number = 2; ; number++) if (!names.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
}

const sourceTaken = (source: string) =>
  problem('CHL_CONFLICT', {
    detail: `another connection has the source "${source}"`,
    pointer: '/source',
    mend: 'Choose another source, or leave it out: it is made from the name.',
  });
