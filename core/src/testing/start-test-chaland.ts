import { administrator } from '../access/grants.ts';
import type { User } from '../access/user/user.ts';
import type { Chaland } from '../boot.ts';
import type { Config } from '../config.ts';
import type { VendorTiming } from '../connection/vendor/create-vendor-client.ts';
import { createLog, type Log } from '../log.ts';
import type { Plugin } from '../plugin/define-plugin.ts';
import { type ApiClient, apiClient } from './api-client.ts';
import { watchForLeaks } from './leak-check.ts';
import { type TestClock, testClock } from './test-clock.ts';
import { type TestConnections, testConnections } from './test-connections.ts';
import { defaultDialect, type TestDatabase, type TestDialect, testDatabase } from './test-database.ts';

export interface TestChalandOptions {
  plugins?: readonly Plugin[];
  /** By plugin. */
  settings?: Record<string, Record<string, unknown>>;
  /** PGlite in memory, or a database of its own on a real PostgreSQL. */
  on?: TestDialect;
  /** More of the deployment's configuration. */
  config?: Partial<Omit<Config, 'plugins' | 'settings' | 'database'>>;
  /** When the clock begins; a Monday morning in March where absent. */
  start?: Date | string;
  /** The folder of a built panel, for it to serve. */
  panel?: string;
  /** Shared by several deployments on one database; a database of its own where absent. */
  database?: TestDatabase;
  /** What is logged; errors only where absent. */
  log?: Log;
}

/** Who signs in, and what they may: everything where neither a role nor permissions are given. */
export interface SignInOptions {
  /** Code of a role that exists. */
  role?: string;
  /** A role of exactly these is made. */
  permissions?: readonly string[];
  /** Where it holds; everywhere where absent. */
  scope?: { store?: string; brand?: string };
  email?: string;
  name?: string;
  /** What they may sign in with themselves; "correct horse battery" where absent. */
  password?: string;
}

/** Asks the API as a user who signed in. */
export interface SignedIn extends ApiClient {
  user: User;
  password: string;
  /** As a browser sends it: `__Host-chaland=…`. */
  cookie: string;
}

/** A whole deployment for a test: everything real but the time. */
export interface TestChaland
  extends Omit<Chaland, 'clock' | 'request' | 'close'>,
    ApiClient,
    TestConnections,
    AsyncDisposable {
  clock: TestClock;
  /** An administrator's key, with which the deployment is asked where nothing else is said. */
  key: string;
  /** The same deployment, asked with another key; with null, without one. */
  as(key: string | null): ApiClient;
  /** Makes a key with these roles' permissions, everywhere or in one store. */
  keyWith(permissions: readonly string[], place?: { store?: string; brand?: string }): Promise<string>;
  /**
   * A user who is signed in: a client with their cookie, which browsers' Origin goes with.
   * @example const seller = await app.signIn({ permissions: ['customers.read'], scope: { store: 'PAR1' } });
   */
  signIn(options?: SignInOptions): Promise<SignedIn>;
  /** Hands all moments to their subscribers, runs all jobs and sends all messages that are due, until nothing is left. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a deployment of the test's own. Nothing runs by itself: `drain` hands on what waits.
 * @example
 * await using app = await startTestChaland({ plugins: [sales] });
 * await app.post('/api/moments', aReceipt());
 * await app.drain();
 */
export async function startTestChaland({
  plugins = [],
  settings = {},
  on = defaultDialect,
  config = {},
  start,
  panel,
  database,
  log = createLog(process.env.CHALAND_LOG_LEVEL ?? 'error'),
}: TestChalandOptions = {}): Promise<TestChaland> {
  // Only here: a test of the database alone doesn't load the whole of Chaland.
  const { createChaland } = await import('../boot.ts');
  const db = database ?? (await testDatabase({ on, plugins }));
  const clock = testClock(start);
  const chaland = await createChaland(
    { secretKey: testSecretKey, ...config, plugins, settings },
    {
      clock,
      log,
      database: db,
      vendorTiming: { ...atOnce, now: () => clock.now().getTime() },
      ...(panel ? { panel } : {}),
    },
  ).catch(async (error) => {
    if (!database) await db.close();
    throw error;
  });
  const stopWatching = watchForLeaks('a test deployment');
  const { key } = await chaland.access.createKey({ name: 'test', grants: [{ role: administrator }] });

  const roleOf = async (permissions: readonly string[]): Promise<string> => {
    const code = `test-${crypto.randomUUID()}`;
    return (await chaland.access.roles.create({ code, name: 'test', permissions })).code;
  };

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      try {
        await chaland.close();
        if (!database) await db.close();
      } finally {
        stopWatching();
      }
    })();
    return closing;
  };
  return {
    ...chaland,
    ...apiClient(chaland.request, key),
    ...testConnections(chaland),
    clock,
    key,
    as: (other) => apiClient(chaland.request, other),
    async keyWith(permissions, place = {}) {
      const role = await roleOf(permissions);
      return (await chaland.access.createKey({ name: 'test', grants: [{ role, ...place }] })).key;
    },
    async signIn({
      permissions,
      role = administrator,
      scope = {},
      email = `${crypto.randomUUID()}@example.com`,
      name = 'Camille Martin',
      password = 'correct horse battery',
    } = {}) {
      const held = permissions ? await roleOf(permissions) : role;
      const user = await chaland.access.addUser({
        email,
        name,
        password,
        grants: [{ role: held, ...scope }],
      });
      const { origin = 'http://localhost' } = chaland.config.http;
      const cookie = `__Host-chaland=${await chaland.access.beginSession(user.id)}`;
      const ask: typeof chaland.request = (path, init = {}) =>
        chaland.request(path, {
          ...init,
          headers: { cookie, origin, ...Object.fromEntries(new Headers(init.headers)) },
        });
      return { ...apiClient(ask, null), user, password, cookie };
    },
    async drain() {
      await chaland.stream.drain();
      await chaland.jobs.drain();
      // Jobs may have recorded moments.
      await chaland.stream.drain();
      await chaland.door.drain();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Nobody waits in tests; a vendor that doesn't answer is given up after a second. */
const atOnce: VendorTiming = { sleep: async () => {}, random: () => 1, timeout: 1_000 };

/** Secrets of settings are encrypted with it in tests; it protects nothing. */
const testSecretKey = Buffer.alloc(32, 'chaland').toString('base64');
