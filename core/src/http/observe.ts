import type { Principal } from '../access/principal.ts';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';

export interface Seen {
  status: number;
  /** As `performance.now()` told it. */
  started: number;
  requestId: string;
  principal: Principal;
  plugin: string;
  /** Why it failed on our side. */
  cause?: unknown;
}

/** Makes, for one route, what its requests are logged and measured by. */
export type Observe = (method: string, path: string) => (seen: Seen) => void;

/**
 * Logs and measures requests. A path is told by its pattern and a query not at all: ids and search terms are
 * personal data.
 */
export const observer =
  (log: Log, metrics: Metrics): Observe =>
  (method, path) => {
    const measure = metrics.request(method, path);
    return ({ status, started, requestId, principal, plugin, cause }) => {
      const ms = performance.now() - started;
      measure(status, ms / 1_000);
      const told = {
        requestId,
        method,
        path,
        status,
        ms: Math.round(ms * 10) / 10,
        principal: principal.id,
        ...(plugin === 'core' ? {} : { plugin }),
      };
      if (cause !== undefined) log.error({ ...told, error: reasonOf(cause) }, 'request failed');
      else if (status >= 500) log.warn(told, 'request');
      else log.info(told, 'request');
    };
  };

/** The error and what caused it, without the values that a database's error quotes (`detail`, `where`). */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return error === undefined ? undefined : String(error);
  const cause = error.cause ? `\ncaused by ${reasonOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
