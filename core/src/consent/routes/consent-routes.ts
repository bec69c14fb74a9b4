import type { Core } from '../../http/core.ts';
import type { Route } from '../../http/route.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { purposeRoutes } from './purpose-routes.ts';
import { readRoutes } from './read-routes.ts';
import { recordRoute } from './record-route.ts';

/** Consents: recorded, read and proved; what they are about, and what people are told. */
export const consentRoutes = (core: Core): Route[] => [
  recordRoute(core),
  ...readRoutes(core),
  ...ledgerRoutes(core),
  ...purposeRoutes(core),
  ...noticeRoutes(core),
];
