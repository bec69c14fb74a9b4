import { Hono } from 'hono';
import { anonymousPrincipal } from '../access/principal.ts';
import type { Core } from './core.ts';
import { coreRoutes } from './core-routes.ts';
import { countFates } from './count-fates.ts';
import { type Bindings, endpoint } from './endpoint.ts';
import { failureAnswer, problemOf } from './failure.ts';
import { createMetrics } from './metrics.ts';
import { observer } from './observe.ts';
import { openApiDocument } from './openapi/document.ts';
import { createPanel } from './panel/panel.ts';
import { type Problem, problem } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import { send } from './respond.ts';
import { allRoutes, honoPath } from './routing.ts';
import { createHttpServer } from './server.ts';
import { unroutedProblem } from './unrouted.ts';

/**
 * The API: every route of core and of the plugins; and the panel below `/admin/`.
 * @param panel the folder of the built panel, or the address of its development server
 * @throws CHL_ROUTES_INVALID
 */
export function createHttp(modules: Core, { panel }: { panel?: string | undefined } = {}) {
  const { config, log } = modules;
  const metrics = createMetrics(modules);
  const core: Core = { ...modules, moments: countFates(modules.moments, metrics) };
  const observe = observer(log, metrics);
  const app = new Hono<{ Bindings: Bindings }>();
  const answerProblem = (found: Problem, requestId: string) =>
    send(failureAnswer(found, requestId), requestId);
  const server = createHttpServer({
    fetch: app.fetch as Parameters<typeof createHttpServer>[0]['fetch'],
    refuse: (error) => answerProblem(problem('CHL_REQUEST_MALFORMED', { cause: error }), requestIdOf(null)),
  });

  const openapi = () => openApiDocument(all);
  const all = allRoutes(core, coreRoutes(core, { metrics, openapi, isClosing: () => server.closing }));
  for (const { plugin, route } of all) {
    app.on(route.method, honoPath(route), endpoint(core, plugin, route, observe));
  }

  const showPanel = createPanel(panel);
  app.all('/admin', (c) => showPanel(c.req.raw));
  app.all('/admin/*', (c) => showPanel(c.req.raw));

  const unrouted = unroutedProblem(all);
  // By no path: what was asked for may be anything.
  const seen = observe('*', 'none');
  app.notFound((c) => {
    const started = performance.now();
    const requestId = requestIdOf(c.req.header('x-request-id'));
    const found = unrouted(c.req.method, c.req.path);
    seen({ status: found.status, started, requestId, principal: anonymousPrincipal, plugin: 'core' });
    return answerProblem(found, requestId);
  });
  app.onError((error, c) => {
    const requestId = requestIdOf(c.req.header('x-request-id'));
    log.error({ requestId, error: error.stack }, 'the API itself failed');
    return answerProblem(problemOf(error), requestId);
  });

  return {
    /** Asks without a port. */
    request: async (input: string | Request, init?: RequestInit): Promise<Response> =>
      app.request(input, init),
    fetch: app.fetch,
    /** The API as OpenAPI 3.1 describes it. */
    openapi,
    routes: all.map(({ route }) => route),
    /** Listens; by the configured port and host where none is given. */
    listen: (port = config.http.port, host = config.http.host) => server.listen(port, host),
    /** Finishes what is under way, then closes. */
    close: () => server.close(),
  };
}
