import type { Context as HonoContext } from 'hono';
import type { AuditEntry } from '../access/audit-trail.ts';
import { anonymousPrincipal, type Principal } from '../access/principal.ts';
import { cancelWith } from '../data/cancel.ts';
import type { Core } from './core.ts';
import { type Audited, Exchange } from './exchange.ts';
import { failureAnswer, isCancelled, problemOf } from './failure.ts';
import { keepAnswers } from './idempotency.ts';
import { inputReader } from './input.ts';
import type { Observe } from './observe.ts';
import { problem } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import { type Answer, answerOf, send, sendAsIs } from './respond.ts';
import type { Route } from './route.ts';

export interface Bindings {
  incoming?: { socket: { remoteAddress?: string } };
}
type Handle = (c: HonoContext<{ Bindings: Bindings }>) => Promise<Response>;

const verbs: Record<string, string> = {
  GET: 'read',
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

/**
 * One route's whole way, in one function and without middleware: who asks, whether they may, what they bring,
 * the handler, the audit trail, the answer.
 * @param plugin whose route it is; `core` for core's own
 */
export function endpoint(core: Core, plugin: string, route: Route, observe: Observe): Handle {
  const { access, db } = core;
  const { method, path, permission, permissionScope = 'everywhere' } = route;
  const readInput = inputReader(route, core.config.http.bodyLimit);
  const writes = method === 'GET' ? 'nothing' : (route.writes ?? (route.rawBody ? 'own' : 'transaction'));
  const answers = keepAnswers(core, route);
  const seen = observe(method, path);
  const cancels = writes === 'nothing' && db.dialect === 'postgres';

  function authorise(principal: Principal | undefined): Principal {
    if (!principal) throw problem('CHL_UNAUTHENTICATED');
    if (permission === '*') return principal;
    const may =
      permissionScope === 'somewhere' ? principal.mayAnywhere(permission!) : principal.may(permission!);
    if (may) return principal;
    throw problem('CHL_FORBIDDEN', {
      detail: `this needs the permission "${permission}"${permissionScope === 'everywhere' ? ' everywhere' : ''}`,
    });
  }

  async function principalOf(request: Exchange): Promise<Principal> {
    const found = access.whoAsks(request);
    return authorise(found instanceof Promise ? await found : found);
  }

  const entriesOf = (
    request: Exchange,
    principal: Principal,
    requestId: string,
    address: string | undefined,
  ) => {
    if (route.unaudited) return [];
    const told = request.audited.length > 0 ? request.audited : [byItsPath(route, request.params)];
    return told.flatMap(({ kind, id, action = verbs[method] ?? method, changes }) =>
      (Array.isArray(id) ? id : [id]).map(
        (one): AuditEntry => ({
          principal,
          action,
          subject: { kind, id: one || null },
          changes,
          requestId,
          address,
        }),
      ),
    );
  };

  return async (c) => {
    const started = performance.now();
    const { raw } = c.req;
    const { headers } = raw;
    const requestId = requestIdOf(headers.get('x-request-id'));
    let principal: Principal = anonymousPrincipal;
    let response: Response;
    let cause: unknown;
    try {
      const remote = c.env?.incoming?.socket.remoteAddress;
      const address = access.clientAddress(remote, headers.get('x-forwarded-for'));
      const request = new Exchange(raw, remote, { address, requestId });
      if (permission !== null) principal = await principalOf(request);
      const input = readInput(request, c.req.param(), searchOf(raw.url));
      if (input) await input;
      const context = core.contextOf(plugin, principal);
      const handle = () => route.handler(request as Parameters<typeof route.handler>[0], context);

      let returned: unknown;
      let answer: Answer | undefined;
      if (writes === 'transaction') {
        const kept = answers.asked(request, principal);
        answer = await db.transaction(async () => {
          request.audited = [];
          const before = await kept?.claim();
          if (before) return before;
          returned = await handle();
          const made = answerOf(returned);
          await access.audit.write(entriesOf(request, principal, requestId, address));
          if (made) await kept?.keep(made);
          return made;
        });
      } else {
        returned = cancels ? await cancelWith(raw, handle) : await handle();
        answer = answerOf(returned);
        for (const entry of entriesOf(request, principal, requestId, address)) access.audit.note(entry);
      }
      response = answer ? send(answer, requestId) : sendAsIs(returned as Response, requestId);
    } catch (error) {
      if (raw.signal.aborted && isCancelled(error)) response = send(gone, requestId);
      else {
        const found = problemOf(error);
        if (found.status >= 500) cause = error;
        response = send(failureAnswer(found, requestId, plugin), requestId);
      }
    }
    seen({ status: response.status, started, requestId, principal, plugin, cause });
    return response;
  };
}

/** Nobody reads it: whoever asked went away. The number is what proxies log for it. */
const gone: Answer = { status: 499, body: null, headers: {} };

/** What a path's own parameters say of what was seen. */
function byItsPath({ tag }: Route, params: unknown): Audited {
  const values = Object.values(params as Record<string, unknown>);
  return { kind: tag, id: values.join('/') };
}

/** The query without its question mark, by the text alone: parsing a URL costs more than most handlers. */
function searchOf(url: string): string {
  const start = url.indexOf('?');
  if (start === -1) return '';
  const end = url.indexOf('#', start);
  return end === -1 ? url.slice(start + 1) : url.slice(start + 1, end);
}
