import type { Fault } from '../http/problem.ts';
import { faultsBesideSecrets, maskSecrets } from '../setting/secret-values.ts';
import type { ConnectionState, DeliveryCounts } from './connections.ts';
import { deliveryStates } from './delivery.ts';
import { type Health, healthOf } from './health.ts';
import type { KnownConnector } from './known-connectors.ts';
import type { ConnectionRow, Ending } from './store/row.ts';
import { hookPathOf } from './tools.ts';

/** A connection as people see it. */
export interface ConnectionView {
  id: string;
  connector: string;
  name: string;
  source: string;
  state: ConnectionState;
  /** With the connector's defaults; secrets are masked. */
  args: Record<string, unknown>;
  /** What doesn't fit the connector, with pointers into the args: until it is corrected, the connection doesn't run. */
  faults: Fault[];
  /** Below the deployment's origin; null where the connector takes nothing by itself. */
  hookPath: string | null;
  /** Whole; null also where the deployment doesn't know its own origin. */
  hookUrl: string | null;
  pullEvery: number | null;
  nextPullAt: Date | null;
  health: Health;
  deliveries: DeliveryCounts;
  sync: SyncView | null;
  /** Until when the secrets of before are taken, too. */
  rotatingUntil: Date | null;
  /** How it is being removed. */
  ending: Pick<Ending, 'data' | 'done'> | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** The sync that runs, or ran last. */
export interface SyncView {
  running: boolean;
  startedAt: Date;
  done: number;
  total: number | null;
}

export const noDeliveries: DeliveryCounts = { queued: 0, done: 0, ignored: 0, quarantined: 0, discarded: 0 };

export function viewOf(
  row: ConnectionRow,
  {
    known,
    origin,
    now,
    deliveries = noDeliveries,
  }: {
    known: KnownConnector | undefined;
    origin: string | undefined;
    now: Date;
    deliveries?: DeliveryCounts | undefined;
  },
): ConnectionView {
  const { id, connector, name, source, state, pullEvery, nextPullAt, version, createdAt, updatedAt } = row;
  const given = structuredClone(row.args);
  const secrets = known?.secrets ?? Object.keys(row.secrets);
  const faults = known ? faultsBesideSecrets(known.validate, given, row.secrets, secrets) : [];
  // Only now, with what they were found wrong without: defaults are filled in.
  known?.validate(given);
  const hookPath = known?.connector.receive ? hookPathOf(id) : null;
  return {
    id,
    connector,
    name,
    source,
    state,
    args: maskSecrets(given, row.secrets, secrets),
    faults,
    hookPath,
    hookUrl: hookPath && origin !== undefined ? origin + hookPath : null,
    pullEvery,
    nextPullAt,
    health: healthOf(row, known, faults, now),
    // No more than is told of: the inbox counts more.
    deliveries: Object.fromEntries(
      deliveryStates.map((one) => [one, deliveries[one]]),
    ) as unknown as DeliveryCounts,
    sync: row.pullStartedAt && {
      running: row.pullRun !== null,
      startedAt: row.pullStartedAt,
      done: row.pullDone ?? 0,
      total: row.pullTotal,
    },
    rotatingUntil: row.previousUntil && row.previousUntil > now ? row.previousUntil : null,
    ending: row.ending && { data: row.ending.data, done: row.ending.done },
    version,
    createdAt,
    updatedAt,
  };
}
