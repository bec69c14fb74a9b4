import { accessRoutes } from '../access/access-routes.ts';
import { deliveryRoutes } from '../connection/inbox/delivery-routes.ts';
import { hookRoutes } from '../connection/inbox/hook-routes.ts';
import { profileRoutes } from '../connection/record/profile-routes.ts';
import { allConnectionRoutes } from '../connection/routes.ts';
import { preferenceRoutes } from '../consent/preference/routes.ts';
import { consentRoutes } from '../consent/routes/consent-routes.ts';
import { customerRoutes } from '../customer/routes.ts';
import { jobRoutes } from '../job/routes.ts';
import { messageRoutes } from '../message/routes.ts';
import { momentRoutes } from '../moment/routes/moment-routes.ts';
import { subscriptionRoutes } from '../moment/stream/routes.ts';
import { pluginRoutes } from '../plugin/plugin-routes.ts';
import { privacyRoutes } from '../privacy/routes.ts';
import { settingsRoutes } from '../setting/settings-routes.ts';
import { storeRoutes } from '../store/store-routes.ts';
import type { Core } from './core.ts';
import { docsRoutes } from './docs-routes.ts';
import { healthRoutes } from './health-routes.ts';
import type { Metrics } from './metrics.ts';
import { overviewRoutes } from './overview-routes.ts';
import type { Route } from './route.ts';

/** What the API knows of itself. */
export interface Api {
  metrics: Metrics;
  openapi(): object;
  isClosing(): boolean;
}

/** All of core's own paths. */
export const coreRoutes = (core: Core, { metrics, openapi, isClosing }: Api): Route[] => [
  ...docsRoutes(openapi),
  ...healthRoutes(core, metrics, isClosing),
  ...accessRoutes(core),
  ...overviewRoutes(core),
  ...storeRoutes(core),
  ...customerRoutes(core),
  ...preferenceRoutes(core),
  ...momentRoutes(core),
  ...profileRoutes(core),
  ...consentRoutes(core),
  ...allConnectionRoutes(core),
  ...hookRoutes(core),
  ...deliveryRoutes(core),
  ...messageRoutes(core),
  ...subscriptionRoutes(core),
  ...jobRoutes(core),
  ...pluginRoutes(core),
  ...privacyRoutes(core),
  ...settingsRoutes(core),
];
