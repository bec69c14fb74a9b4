import type { Principal } from './access/principal.ts';
import type { Clock } from './clock.ts';
import type { Connections } from './connection/connections.ts';
import type { Profiles } from './connection/record/profiles.ts';
import type { Consents } from './consent/consents.ts';
import type { Customers } from './customer/customers.ts';
import type { Merges } from './customer/merge/merge.ts';
import type { Database } from './data/database.ts';
import type { Jobs } from './job/job.ts';
import type { PluginLinks } from './link/plugin-links.ts';
import type { Log } from './log.ts';
import type { Messages } from './message/message.ts';
import type { Ingest } from './moment/moment.ts';
import type { Stream } from './moment/stream/subscriber.ts';
import type { Extensions } from './plugin/extension-point.ts';
import type { ServiceToken } from './plugin/service.ts';
import type { Privacy } from './privacy/privacy.ts';
import type { Stores } from './store/stores.ts';

/** What a plugin's handlers, jobs, routes and services are given. */
export interface Context {
  /** The plugin that this context belongs to; `core` for core's own. */
  readonly plugin: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly customers: Customers;
  readonly merges: Merges;
  readonly stores: Stores;
  readonly moments: Ingest;
  /** What sources say of people, whatever happened. */
  readonly profiles: Profiles;
  readonly consents: Consents;
  readonly connections: Connections;
  /** Links to this plugin's own pages, for people without an account. */
  readonly links: PluginLinks;
  /** What this plugin wants to send. */
  readonly messages: Messages;
  readonly stream: Stream;
  readonly jobs: Jobs;
  readonly privacy: Privacy;
  readonly extensions: Extensions;
  /** The deployment's own country, time zone, currency and language. */
  readonly locale: DeploymentLocale;
  /** This plugin's settings as they are now, checked and with their defaults. */
  settings<T>(): Promise<T>;
  /** Another plugin's service, by the token of its contract. */
  service<T>(token: ServiceToken<T>): T;
}

/** A context inside a request. */
export interface RequestContext extends Context {
  readonly principal: Principal;
}

export interface DeploymentLocale {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  language: 'fr' | 'en';
}
