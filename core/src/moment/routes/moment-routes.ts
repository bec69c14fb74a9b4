import type { Core } from '../../http/core.ts';
import type { Route } from '../../http/route.ts';
import { activityRoute } from './activity-route.ts';
import { listRoute } from './list-route.ts';
import { recordRoute } from './record-route.ts';
import { todayRoute } from './today-route.ts';
import { typeRoute } from './type-route.ts';

/** Moments: recorded and read; and their types. */
export const momentRoutes = (core: Core): Route[] => [
  recordRoute(core),
  listRoute(core),
  todayRoute(core),
  typeRoute(core),
  activityRoute(core),
];
