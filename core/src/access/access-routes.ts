import type { Core } from '../http/core.ts';
import type { Route } from '../http/route.ts';
import { auditRoutes } from './audit-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { providerRoutes } from './oidc/provider-routes.ts';
import { roleRoutes } from './role-routes.ts';
import { panelRoutes } from './sign-in/panel-routes.ts';
import { sessionRoutes } from './sign-in/session-routes.ts';
import { userRoutes } from './user/user-routes.ts';

/** Users, keys, roles, the session and the audit trail. */
export const accessRoutes = (core: Core): Route[] => [
  ...panelRoutes(core),
  ...sessionRoutes(core),
  ...providerRoutes(core),
  ...userRoutes(core),
  ...keyRoutes(core),
  ...roleRoutes(core),
  ...auditRoutes(core),
];
