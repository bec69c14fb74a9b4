import { accessRoutes } from '../access/access-routes.ts';
import { storeRoutes } from '../store/store-routes.ts';
import type { Core } from './core.ts';
import { healthRoutes } from './health-routes.ts';
import type { Metrics } from './metrics.ts';
import type { Route } from './route.ts';

/** All of core's own paths. */
export const coreRoutes = (core: Core, metrics: Metrics, isClosing: () => boolean): Route[] => [
  ...healthRoutes(core, metrics, isClosing),
  ...accessRoutes(core),
  ...storeRoutes(core),
];
