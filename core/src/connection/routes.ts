import type { Core } from '../http/core.ts';
import type { Route } from '../http/route.ts';
import { connectionRoutes } from './routes/connection-routes.ts';
import { connectorRoutes } from './routes/connector-routes.ts';

export const allConnectionRoutes = (core: Pick<Core, 'connections'>): Route[] => [
  ...connectorRoutes(core),
  ...connectionRoutes(core),
];
