import type { Static, TObject, TSchema } from 'typebox';
import type { RequestContext } from '../context.ts';
import { defineExtensionPoint } from '../plugin/extension-point.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RouteResponse {
  description: string;
  /** JSON Schema of the body; none where absent. */
  schema?: TSchema;
  mediaType?: string;
}

/** A path of the API, whole: it is routed, validated, guarded and documented from this one declaration. */
export interface Route<
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
> {
  method: Method;
  /** With parameters in braces: `/api/stores/{code}`. A plugin's begins with `/api/x/<plugin>/`. */
  path: string;
  /** Its last parameter takes all that follows, slashes included. */
  deep?: boolean;
  /** One line, in English, for the API's documentation. */
  summary: string;
  description?: string;
  /** Groups paths in the documentation. */
  tag: string;
  /** What the caller must be allowed; '*' for whoever has a key, null for everybody, without one. */
  permission: string | null;
  /** 'everywhere' (where absent): refused before the handler unless held everywhere. 'somewhere': the handler narrows to `principal.storesFor`. */
  permissionScope?: 'everywhere' | 'somewhere';
  params?: Params;
  query?: Query;
  /** JSON body. */
  body?: Body;
  /** A request without a body is fine, too: the handler's `body` is undefined. */
  bodyOptional?: boolean;
  /** Other bodies, by media type, left unread for the handler (`request.raw`). */
  rawBody?: Record<string, { description: string; schema?: TSchema }>;
  responses: Record<number, RouteResponse>;
  /**
   * How a method other than GET writes. 'transaction' (where absent): the handler, its audit entries and its
   * Idempotency-Key commit together, and the handler runs again after a deadlock. 'own' (where absent on a path
   * with raw bodies): the handler keeps its own transactions. 'nothing': it reads, as a search by POST does.
   */
  writes?: 'transaction' | 'own' | 'nothing';
  /** If-Match is asked for; the documentation says so. The handler checks it by `expectedVersion`. */
  conditional?: boolean;
  /** The answer holds a secret: an Idempotency-Key does not keep it. */
  secret?: boolean;
  /** Not in the audit trail: health, the API's own documentation, moments (they are their own record). */
  unaudited?: boolean;
  handler(
    request: RouteRequest<Static<Params>, Static<Query>, Static<Body>>,
    context: RequestContext,
  ): Promise<unknown>;
}

/** Where a request is from, for the audit trail. */
export interface Caller {
  /** The client's, not its proxies'. */
  address: string | undefined;
  requestId: string;
}

export interface RouteRequest<Params = unknown, Query = unknown, Body = unknown> {
  params: Params;
  query: Query;
  body: Body;
  /** The request as it came: headers, unread raw body. */
  raw: Request;
  /** The address of the connection, which may be a proxy's. */
  remote: string | undefined;
  /** Where the request is from, as trusted proxies tell it, and what the log calls it. */
  caller: Caller;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
  /** The value of If-Match without quotes, where sent. */
  ifMatch: string | undefined;
  /**
   * Says in the audit trail what was seen or changed: ids, and the names of the fields that changed. Without a
   * call, the path's parameters are what was seen.
   */
  audit(subject: {
    kind: string;
    id: string | readonly string[];
    action?: string;
    changes?: Record<string, unknown>;
  }): void;
}

/** An answer that is not 200 with a JSON body. Handlers may also return a `Response`. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

const isReply = Symbol('reply');

/** @example return reply(201, store, { etag: '"1"' }); */
export const reply = (status: number, body?: unknown, headers: Record<string, string> = {}): Reply =>
  Object.assign({ status, body, headers }, { [isReply]: true });

const madeByReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && isReply in value;

/** The reply that a handler returned, if it returned one. */
export const asReply = (value: unknown): Reply | undefined => (madeByReply(value) ? value : undefined);

/** Paths that plugins add, all below `/api/x/<plugin>/`. */
export const routes = defineExtensionPoint<Route>('core.routes');

/**
 * One of core's own paths, its handler typed by the schemas. Core's lists are made of these.
 * @example export const storeRoutes = ({ stores }: Core): Route[] => [defineRoute({ method: 'GET', … })];
 */
export const defineRoute = <
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
>(
  definition: Route<Params, Query, Body>,
): Route => definition as unknown as Route;

/**
 * Contributes a path of a plugin's, its handler typed by the schemas.
 * @example contributes: [route({ method: 'GET', path: '/api/x/sales/products', … })]
 */
export const route = <P extends TObject = TObject, Q extends TObject = TObject, B extends TSchema = TSchema>(
  definition: Route<P, Q, B>,
) => routes(defineRoute(definition));
