import type { Core } from '../http/core.ts';
import type { Route } from '../http/route.ts';
import { auditRoutes } from './audit-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { roleRoutes } from './role-routes.ts';
import { sessionRoutes } from './session-routes.ts';

/** Keys, roles, the session and the audit trail. */
export const accessRoutes = (core: Core): Route[] => [
  ...sessionRoutes(core),
  ...keyRoutes(core),
  ...roleRoutes(core),
  ...auditRoutes(core),
];
