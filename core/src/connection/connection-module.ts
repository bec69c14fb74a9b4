import type { Clock } from '../clock.ts';
import type { DeploymentLocale } from '../context.ts';
import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';
import type { JobRun, Jobs } from '../job/job.ts';
import type { Log } from '../log.ts';
import type { Extensions } from '../plugin/extension-point.ts';
import type { SecretKey } from '../setting/secret-key.ts';
import { checkConnection } from './check-connection.ts';
import type { ConnectionDeliveries, Connections, WritePulled } from './connections.ts';
import type { CheckResult } from './connector.ts';
import { knownConnector, knownConnectors } from './known-connectors.ts';
import type { ConnectionParts } from './parts.ts';
import { pullSoon } from './pull/pull-soon.ts';
import { type PullParts, runPull } from './pull/run-pull.ts';
import { syncNow } from './pull/sync.ts';
import { beginRemoval } from './remove/begin.ts';
import { type ConnectionChange, changeConnection, rotateSecrets } from './store/change-connection.ts';
import { createConnection, type NewConnection } from './store/create-connection.ts';
import { rememberHeard } from './store/heard.ts';
import { openConnections } from './store/open-connections.ts';
import { resealArgs } from './store/reseal-args.ts';
import { type ConnectionRow, connectionPage, connectionRow } from './store/row.ts';
import { openArgs, sealArgs } from './store/sealed-args.ts';
import { setState } from './store/state.ts';
import { createTools } from './tools.ts';
import type { VendorTiming } from './vendor/create-vendor-client.ts';
import { type ConnectionView, viewOf } from './view.ts';

export interface ConnectionModuleParts {
  db: Database;
  clock: Clock;
  log: Log;
  key: SecretKey;
  extensions: Extensions;
  /** Where the deployment is found from outside. */
  origin: string | undefined;
  deliveries: ConnectionDeliveries;
  locale: DeploymentLocale;
  writePulled: WritePulled;
  jobs(): Jobs;
  timing?: VendorTiming | undefined;
}

/** Connections as core's own routes, jobs and command line use them. */
export interface ConnectionModule extends Connections {
  list(page: {
    after?: string | undefined;
    limit: number;
    connector?: string | undefined;
  }): Promise<ConnectionView[]>;
  /** @throws CHL_NOT_FOUND */
  get(id: string): Promise<ConnectionView>;
  create(input: NewConnection): Promise<ConnectionView>;
  change(id: string, version: number, change: ConnectionChange): Promise<ConnectionView>;
  rotate(id: string, version: number, rotation: Parameters<typeof rotateSecrets>[3]): Promise<ConnectionView>;
  setState(id: string, version: number, state: 'active' | 'paused'): Promise<ConnectionView>;
  /** Begins to remove it. */
  remove(id: string, version: number, options: Parameters<typeof beginRemoval>[4]): Promise<ConnectionView>;
  /** Pulls now. */
  sync(id: string, from: 'cursor' | 'beginning'): Promise<ConnectionView>;
  /** Args that aren't saved. */
  checkArgs(connector: string, args: Record<string, unknown>): Promise<CheckResult>;
  /** A connection as it is, or as it would be with other args. @throws CHL_CONNECTION_SECRETS, as a change does */
  check(id: string, args?: Record<string, unknown>): Promise<CheckResult>;
  close(): Promise<void>;
}

/** All that is done with connections. */
export function createConnectionModule({
  db,
  clock,
  log,
  key,
  extensions,
  origin,
  deliveries,
  locale,
  writePulled,
  jobs,
  timing,
}: ConnectionModuleParts): ConnectionModule {
  const known = knownConnectors(extensions);
  const tools = createTools({ clock, log, origin, timing });
  const open = openConnections({ db, clock, log, key, known });
  const heard = rememberHeard(db, log);
  const parts: ConnectionParts = { db, clock, log, key, known, tools, changed: open.changed };

  async function views(rows: readonly ConnectionRow[]): Promise<ConnectionView[]> {
    const counts = await deliveries.counts(rows.map(({ id }) => id));
    const now = clock.now();
    return rows.map((row) => {
      const last = heard.lastOf(row.id);
      const lastDeliveryAt =
        last && (!row.lastDeliveryAt || last > row.lastDeliveryAt) ? last : row.lastDeliveryAt;
      return viewOf(
        { ...row, lastDeliveryAt },
        { known: known.get(row.connector), origin, now, deliveries: counts.get(row.id) },
      );
    });
  }
  const view = async (row: ConnectionRow) => (await views([row]))[0]!;

  return {
    open: open.open,
    knows: open.knows,
    heard: heard.heard,
    pullSoon: (id) => pullSoon(parts, jobs(), id),
    connectors: [...known.values()].map(({ connector }) => connector),
    list: async (page) => views(await connectionPage(db, page)),
    get: async (id) => view(await connectionRow(db, id)),
    create: async (input) => view(await createConnection(parts, input)),
    change: async (id, version, change) => view(await changeConnection(parts, id, version, change)),
    rotate: async (id, version, rotation) => view(await rotateSecrets(parts, id, version, rotation)),
    setState: async (id, version, state) => view(await setState(parts, id, version, state)),
    remove: async (id, version, options) => view(await beginRemoval(parts, jobs(), id, version, options)),
    forgetDeliveries: deliveries.forget,
    sync: async (id, from) => view(await syncNow(parts, jobs(), id, from)),
    async pull(id, run = ownRun()) {
      const pulling: PullParts = {
        ...parts,
        locale,
        write: writePulled,
        random: timing?.random ?? Math.random,
      };
      return runPull(pulling, id, run);
    },
    async checkArgs(id, given) {
      const found = knownConnector(known, id);
      const args = openArgs(key, found, '', sealArgs(key, found, '', given));
      return checkConnection(found, args, (signal) => tools.for(found.connector, undefined, signal), {
        db,
        log,
      });
    },
    async check(id, given) {
      const row = await connectionRow(db, id);
      const found = knownConnector(known, row.connector);
      const args = given ? resealArgs(key, found, row, given).args : openArgs(key, found, id, row);
      const toolsFor = given ? tools.apart : tools.for;
      return checkConnection(found, args, (signal) => toolsFor(found.connector, id, signal), { db, log });
    },
    close: heard.close,
  };
}

/** Of nobody's job: the command line, a test. */
const ownRun = (): Pick<JobRun, 'id' | 'signal' | 'save'> => ({
  id: uuidv7(),
  signal: new AbortController().signal,
  save: async () => {},
});
