import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { ConnectionTools, Connector } from './connector.ts';
import { createVendorClient, type VendorTiming } from './vendor/create-vendor-client.ts';
import { createVendorLimits, type VendorLimits } from './vendor/limits.ts';

/** What a connector is given to speak with the other side. */
export interface ToolMaker {
  /** @param id of the connection; undefined before there is one */
  for(connector: Pick<Connector, 'rate'>, id: string | undefined, signal: AbortSignal): ConnectionTools;
  /** The same, for other args than the connection has: what the other side did so far says nothing of them. */
  apart(connector: Pick<Connector, 'rate'>, id: string, signal: AbortSignal): ConnectionTools;
  /** What is remembered of the other side doesn't hold any more: somebody changed how it is reached. */
  forget(id: string): void;
}

/** Where a connection's deliveries are sent to, below the deployment's origin. */
export const hookPathOf = (id: string): string => `/hooks/${id}`;

export function createTools({
  clock,
  log,
  origin,
  timing = {},
}: {
  clock: Clock;
  log: Log;
  origin: string | undefined;
  timing?: VendorTiming | undefined;
}): ToolMaker {
  const limits = new Map<string, VendorLimits>();
  function limitsOf({ rate }: Pick<Connector, 'rate'>, id: string | undefined): VendorLimits {
    const known = id === undefined ? undefined : limits.get(id);
    const made = known ?? createVendorLimits(rate, timing.now);
    if (id !== undefined) limits.set(id, made);
    return made;
  }
  const toolsWith = (limits: VendorLimits, id: string | undefined, signal: AbortSignal): ConnectionTools => ({
    http: createVendorClient({ ...timing, limits, log, signal }),
    log,
    signal,
    now: clock.now(),
    hookUrl: id === undefined || origin === undefined ? null : origin + hookPathOf(id),
  });
  return {
    for: (connector, id, signal) => toolsWith(limitsOf(connector, id), id, signal),
    apart: (connector, id, signal) => toolsWith(limitsOf(connector, undefined), id, signal),
    forget: (id) => void limits.delete(id),
  };
}
