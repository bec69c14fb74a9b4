import type { Core } from '../http/core.ts';
import type { Route } from '../http/route.ts';
import { eraseRoute } from './routes/erase.ts';
import { exportRoute } from './routes/export.ts';
import { objectionRoute } from './routes/objection.ts';
import { registerRoute } from './routes/register.ts';
import { requestRoutes } from './routes/requests.ts';
import { retentionRoutes } from './routes/retention.ts';

/** What people may ask for: to be forgotten, a copy of what is held, and that it is handled in time. */
export const privacyRoutes = (core: Core): Route[] => [
  exportRoute(core),
  eraseRoute(core),
  objectionRoute(core),
  registerRoute(core),
  ...requestRoutes(core),
  ...retentionRoutes(core),
];
