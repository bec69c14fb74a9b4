import createClient, { type FetchResponse, type MaybeOptionalInit } from 'openapi-fetch';
import type { HttpMethod, MediaType, PathsWithMethod, RequiredKeysOf } from 'openapi-typescript-helpers';
import type { paths as CorePaths } from './core.gen.ts';
import { transport } from './transport.ts';

/** The paths of an OpenAPI document, as openapi-typescript writes them. */
// biome-ignore lint/complexity/noBannedTypes: it is what openapi-fetch asks of paths.
type Paths = {};

interface More {
  /** The version that was changed: sent as If-Match, so that nobody's change is overwritten unseen. */
  ifMatch?: number | string;
}

type Init<I> = RequiredKeysOf<I> extends never ? [(I & More)?] : [I & More];

type Operation<P, M> = M extends keyof P
  ? P[M] extends Record<string | number, unknown>
    ? P[M]
    : never
  : never;

type Ask<P extends Paths, M extends HttpMethod> = <
  Path extends PathsWithMethod<P, M>,
  I extends MaybeOptionalInit<P[Path], Extract<M, keyof P[Path]>>,
>(
  path: Path,
  ...init: Init<I>
) => Promise<NonNullable<FetchResponse<Operation<P[Path], M>, I, MediaType>['data']>>;

/** The API. Each method answers the body, and throws ApiProblem or ServerAway. */
export interface Api<P extends Paths = CorePaths> {
  get: Ask<P, 'get'>;
  post: Ask<P, 'post'>;
  put: Ask<P, 'put'>;
  patch: Ask<P, 'patch'>;
  delete: Ask<P, 'delete'>;
}

const client = createClient<Record<string, Record<string, unknown>>>({
  baseUrl: globalThis.location?.origin,
  fetch: transport,
});

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const api = Object.fromEntries(
  methods.map((method) => [
    method,
    async (path: string, { ifMatch, headers, ...init }: More & { headers?: object } = {}) => {
      const { data } = await client.request(
        method as never,
        path as never,
        {
          ...init,
          headers: { ...headers, ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) },
        } as never,
      );
      return data;
    },
  ]),
);

/**
 * The API of core, or of a plugin whose paths are given.
 * @example const { items } = await useApi().get('/api/customers', { params: { query: { q: 'jean' } } });
 * @example const api = useApi<paths>(); // with `import type { paths } from './api.gen.ts'`
 */
export const useApi = <P extends Paths = CorePaths>(): Api<P> => api as unknown as Api<P>;
