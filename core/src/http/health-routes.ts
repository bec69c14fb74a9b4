import { Type } from 'typebox';
import { pendingMigrations } from '../data/migrate.ts';
import type { Core } from './core.ts';
import type { Metrics } from './metrics.ts';
import { defineRoute, type Route, reply } from './route.ts';

const Check = Type.Object({
  state: Type.Union([Type.Literal('ok'), Type.Literal('failed')]),
  detail: Type.Optional(Type.String()),
});
const Health = Type.Object(
  {
    state: Type.Union([Type.Literal('ok'), Type.Literal('failed')]),
    checks: Type.Record(Type.String(), Check),
  },
  { $id: 'Health' },
);

/** Whether the process lives and can serve, for load balancers and orchestrators; and its figures. */
export function healthRoutes(
  { db, owners, stream }: Core,
  metrics: Metrics,
  isClosing: () => boolean,
): Route[] {
  const checks: Record<string, () => Promise<string | undefined>> = {
    database: async () => {
      await db.query('select 1');
      return undefined;
    },
    migrations: async () => {
      const pending = await pendingMigrations(db, owners);
      return pending.length > 0 ? `${pending.length} to be applied: run chaland migrate` : undefined;
    },
  };

  let looking: Promise<unknown> | undefined;
  async function look(): Promise<unknown> {
    const told: Record<string, { state: 'ok' | 'failed'; detail?: string }> = {};
    if (isClosing()) told.process = { state: 'failed', detail: 'closing' };
    for (const [name, check] of Object.entries(checks)) {
      // The reason may name the server's address: it stands in the log of whatever needed the database.
      const fault = await check().catch(() => 'no answer');
      told[name] = fault === undefined ? { state: 'ok' } : { state: 'failed', detail: fault };
    }
    if (told.database?.state === 'ok') {
      const paused = (await stream.status()).filter(({ state }) => state === 'paused');
      told.stream = {
        state: 'ok',
        ...(paused.length > 0 ? { detail: `paused: ${paused.map(({ id }) => id).join(', ')}` } : {}),
      };
    }
    const failed = Object.values(told).some(({ state }) => state === 'failed');
    return failed
      ? reply(503, { state: 'failed', checks: told }, { 'retry-after': '5' })
      : { state: 'ok', checks: told };
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/health/live',
      summary: 'Whether the process lives',
      tag: 'Operation',
      permission: null,
      unaudited: true,
      responses: { 200: { description: 'It lives.', schema: Health } },
      handler: async () => ({ state: 'ok', checks: {} }),
    }),
    defineRoute({
      method: 'GET',
      path: '/health/ready',
      summary: 'Whether requests can be served',
      description:
        'Fails while the database is away, while migrations are missing, and once the process is closing. ' +
        'A paused subscription is told but does not fail it: requests are still served.',
      tag: 'Operation',
      permission: null,
      unaudited: true,
      responses: {
        200: { description: 'They can.', schema: Health },
        503: { description: 'Not now; the checks say why.', schema: Health },
      },
      // Needs no key, so it must cost little: who asks meanwhile has the same answer.
      handler: () => {
        looking ??= look().finally(() => {
          looking = undefined;
        });
        return looking;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/metrics',
      summary: 'Figures for Prometheus',
      description:
        'Needs a key, from everywhere: behind a proxy on the same machine, an address of this machine proves nothing.',
      tag: 'Operation',
      permission: 'metrics.read',
      unaudited: true,
      responses: { 200: { description: 'The text format of Prometheus.', mediaType: 'text/plain' } },
      handler: async () => reply(200, await metrics.text(), { 'content-type': metrics.contentType }),
    }),
  ];
}
