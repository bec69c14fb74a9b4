import type { Core } from '../http/core.ts';
import type { Route } from '../http/route.ts';
import { duplicateRoutes } from './duplicates/routes.ts';
import { quarantineRoutes } from './linking/routes.ts';
import { mergeRoutes } from './merge/routes.ts';
import { attributesRoute } from './routes/attributes.ts';
import { correctRoute } from './routes/correct.ts';
import { countRoute } from './routes/count.ts';
import { duplicatesRoute } from './routes/duplicates.ts';
import { listRoute } from './routes/list.ts';
import { lookupRoute } from './routes/lookup.ts';
import { recordRoute } from './routes/record.ts';
import { timelineRoute } from './routes/timeline.ts';

/** Customers: found, looked up, read, with their history. */
export const customerRoutes = (core: Core): Route[] => [
  listRoute(core),
  countRoute(core),
  lookupRoute(core),
  recordRoute(core),
  attributesRoute(core),
  correctRoute(core),
  timelineRoute(core),
  duplicatesRoute(core),
  ...mergeRoutes(core),
  ...duplicateRoutes(core),
  ...quarantineRoutes(core),
];
