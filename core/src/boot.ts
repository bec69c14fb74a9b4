import { createAccess } from './access/access.ts';
import { systemPrincipal } from './access/principal.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Config, resolveConfig } from './config.ts';
import { createConnectionModule } from './connection/connection-module.ts';
import { connectionDeliveries } from './connection/inbox/connection-deliveries.ts';
import { createInbox } from './connection/inbox/inbox.ts';
import { createProfiles } from './connection/record/create-profiles.ts';
import type { VendorTiming } from './connection/vendor/create-vendor-client.ts';
import { createConsents } from './consent/create-consents.ts';
import { createLinks } from './consent/preference/links.ts';
import type { Context, RequestContext } from './context.ts';
import { coreContributions } from './core-plugin.ts';
import { createCustomers } from './customer/customers.ts';
import { createMerges } from './customer/merge/merges.ts';
import {
  changesRules,
  recomputeIfRulesChanged,
  recomputeSoon,
} from './customer/survivorship/recompute-all.ts';
import { readRules } from './customer/survivorship/rules.ts';
import type { Database } from './data/database.ts';
import { checkEpoch } from './data/epoch.ts';
import { migrate, refuseOldSchema } from './data/migrate.ts';
import { openDatabase } from './data/open.ts';
import { schemaOwners } from './data/schema-owners.ts';
import { createHttp } from './http/app.ts';
import { createJobs } from './job/jobs.ts';
import { createPluginLinks } from './link/plugin-links.ts';
import { createLog, type Log } from './log.ts';
import { createDoor } from './message/door.ts';
import { createIngest } from './moment/ingest.ts';
import { rememberTypes } from './moment/known-types.ts';
import { createStream } from './moment/stream/stream.ts';
import { createPluginHost } from './plugin/host.ts';
import { checkPersonalData } from './plugin/personal-data-check.ts';
import { opposedSince } from './privacy/opposition.ts';
import { createPrivacy } from './privacy/privacy.ts';
import type { CoreSettings } from './setting/core-settings.ts';
import { identitySettings } from './setting/identity-settings.ts';
import { secretKey } from './setting/secret-key.ts';
import { createSettings } from './setting/settings.ts';
import { createStores } from './store/store-registry.ts';

export interface BootOptions {
  clock?: Clock;
  log?: Log;
  /** An open database instead of the configured one; closing the app leaves it open. */
  database?: Database;
  /** False leaves the schema as it is; 'if-new' migrates an empty database only. @throws CHL_MIGRATION_PENDING */
  migrate?: boolean | 'if-new';
  /** The folder of the built panel, or the address of its development server; none where absent. */
  panel?: string;
  /** How the clients of vendors' APIs pass their time: tests don't wait. */
  vendorTiming?: VendorTiming;
}

export type Chaland = Awaited<ReturnType<typeof createChaland>>;

/**
 * Assembles a deployment: checks the plugins, opens and migrates the database, and wires core's modules.
 * Nothing listens, subscribes or runs jobs until `start`.
 * @throws Problem naming everything that is wrong with the configuration, the plugins or the database
 */
export async function createChaland(input: Config, options: BootOptions = {}) {
  const config = resolveConfig(input);
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog();

  const plugins = createPluginHost(config, coreContributions);
  const db = options.database ?? (await openDatabase(config.database, { connections: config.connections }));
  try {
    const owners = schemaOwners(plugins.enabled);
    if (options.migrate === 'if-new') await refuseOldSchema(db, owners);
    const migrated = options.migrate === false ? [] : await migrate(db, owners, clock, plugins);
    if (options.migrate !== false) await checkPersonalData(db, owners);
    const epoch = await checkEpoch(db);

    const stores = createStores({ db, locale: config.locale });
    const key = secretKey(config.secretKey, options.database ? undefined : config.database);
    const settings = createSettings({
      db,
      clock,
      plugins,
      config,
      key,
      async changed(plugin, pointers) {
        if (plugin === 'core' && changesRules(pointers)) await recomputeSoon({ jobs, clock });
      },
    });
    const customers = createCustomers({ db });
    const access = createAccess({
      db,
      clock,
      log,
      extensions: plugins.extensions,
      trustedProxies: config.http.trustedProxies,
      origin: config.http.origin,
      key,
      oidc: config.access.oidc,
    });
    const linking = async () => (await identitySettings(settings)).linking;
    const merges = createMerges({
      db,
      clock,
      extensions: plugins.extensions,
      audit: access.audit,
      identity: config.identity,
      linking,
      rules: () => readRules(settings, config.locale),
      contextOf,
    });
    await access.checkRoles();
    const stream = createStream({ db, clock, log, extensions: plugins.extensions, contextOf });
    const moments = createIngest({
      db,
      clock,
      epoch,
      stores,
      extensions: plugins.extensions,
      config,
      rules: () => readRules(settings, config.locale),
      linking,
      recorded: stream.wake,
    });
    const profiles = createProfiles({
      db,
      clock,
      extensions: plugins.extensions,
      config,
      key,
      rules: () => readRules(settings, config.locale),
      linking,
    });
    const consents = createConsents({
      db,
      clock,
      extensions: plugins.extensions,
      stores,
      types: moments.types,
      config,
      oppositions: (points) => opposedSince(db, key, points),
    });
    const connections = createConnectionModule({
      db,
      clock,
      log,
      key,
      extensions: plugins.extensions,
      origin: config.http.origin,
      locale: config.locale,
      deliveries: connectionDeliveries(db),
      writePulled: (...pulled) => inbox.writePulled(...pulled),
      jobs: () => jobs,
      timing: options.vendorTiming,
    });
    const inbox = createInbox({
      db,
      clock,
      log,
      locale: config.locale,
      extensions: plugins.extensions,
      connections,
      contextOf,
    });
    const links = createLinks({ key, origin: config.http.origin, clock });
    const jobs = createJobs({ db, clock, log, plugins, contextOf, timeZone: config.locale.timeZone });
    const privacy = createPrivacy({
      db,
      clock,
      extensions: plugins.extensions,
      types: moments.types,
      consents,
      settings: () => settings.of<CoreSettings>('core'),
      plugins: plugins.enabled,
      locale: config.locale,
      config,
      linking,
      key,
      jobs,
      audit: access.audit,
      contextOf,
    });

    const door = createDoor({
      db,
      clock,
      log,
      locale: config.locale,
      extensions: plugins.extensions,
      customers,
      consents,
      links: config.http.origin ? links : null,
      limits: async () => (await settings.of<CoreSettings>('core')).message.pressure,
      contextOf,
    });

    function contextOf(plugin: string): Context {
      return {
        plugin,
        db,
        clock,
        log,
        customers,
        merges,
        stores,
        moments,
        profiles,
        consents,
        connections,
        links: createPluginLinks({ plugin, key, origin: access.origin.of, clock }),
        messages: door.of(plugin),
        stream,
        jobs,
        privacy,
        extensions: plugins.extensions,
        locale: config.locale,
        settings: <T>() => settings.of<T>(plugin),
        service: (token) => plugins.service(token, contextOf),
      };
    }
    const requestContextOf = (plugin: string, principal = systemPrincipal): RequestContext => ({
      ...contextOf(plugin),
      principal,
    });

    const core = {
      config,
      clock,
      log,
      db,
      owners,
      migrated,
      plugins,
      stores,
      settings,
      customers,
      merges,
      access,
      stream,
      moments,
      profiles,
      consents,
      connections,
      inbox,
      links,
      door,
      jobs,
      privacy,
    };
    plugins.makeServices(contextOf);
    if (options.migrate !== false) await rememberTypes(db, moments.types);
    // A subscription that starts at now starts here, whether or not this process will run it.
    await stream.register();
    const http = createHttp({ ...core, contextOf: requestContextOf }, { panel: options.panel });

    return {
      ...core,
      contextOf,
      http,
      /** Asks the API without a port: `app.request('/api/customers')`. */
      request: http.request,
      /** Starts subscriptions, jobs, deliveries and messages; the port is `http.listen()`'s. */
      async start() {
        await stream.start();
        await jobs.start();
        await recomputeIfRulesChanged(contextOf('core'));
        await inbox.start();
        door.start();
      },
      /** Stops taking work, finishes what is under way, closes everything. */
      async close() {
        await http.close();
        await jobs.close();
        await stream.close();
        await door.close();
        await inbox.close();
        await connections.close();
        await access.close();
        if (!options.database) await db.close();
      },
    };
  } catch (error) {
    if (!options.database) await db.close().catch(() => {});
    throw error;
  }
}
