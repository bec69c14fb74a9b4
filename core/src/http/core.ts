import type { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import type { Clock } from '../clock.ts';
import type { ResolvedConfig } from '../config.ts';
import type { ConnectionModule } from '../connection/connection-module.ts';
import type { Inbox } from '../connection/inbox/inbox.ts';
import type { Profiles } from '../connection/record/profiles.ts';
import type { ConsentModule } from '../consent/create-consents.ts';
import type { PreferenceLinks } from '../consent/preference/links.ts';
import type { RequestContext } from '../context.ts';
import type { createCustomers } from '../customer/customers.ts';
import type { Merges } from '../customer/merge/merge.ts';
import type { Database } from '../data/database.ts';
import type { MigrationOwner } from '../data/migrate.ts';
import type { Jobs } from '../job/job.ts';
import type { Log } from '../log.ts';
import type { Door } from '../message/door.ts';
import type { Ingest } from '../moment/moment.ts';
import type { Stream } from '../moment/stream/subscriber.ts';
import type { PluginHost } from '../plugin/plugin-host.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { createSettings } from '../setting/settings.ts';
import type { StoreRegistry } from '../store/store-registry.ts';

/** What `boot.ts` hands to the API: core's modules, for core's own routes. */
export interface Core {
  config: ResolvedConfig;
  clock: Clock;
  log: Log;
  db: Database;
  owners: readonly MigrationOwner[];
  plugins: PluginHost;
  stores: StoreRegistry;
  settings: ReturnType<typeof createSettings>;
  customers: ReturnType<typeof createCustomers>;
  merges: Merges;
  access: Access;
  stream: Stream;
  moments: Ingest;
  profiles: Profiles;
  consents: ConsentModule;
  connections: ConnectionModule;
  inbox: Inbox;
  links: PreferenceLinks;
  jobs: Jobs;
  door: Door;
  privacy: Privacy;
  contextOf(plugin: string, principal?: Principal): RequestContext;
}
