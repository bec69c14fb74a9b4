import { STATUS_CODES } from 'node:http';
import type { TObject, TSchema } from 'typebox';
import type { Route } from '../route.ts';
import type { OwnedRoute } from '../routing.ts';

type Refer = (schema: unknown, plugin: string) => unknown;

/** One route as OpenAPI tells it. */
export function operationOf({ plugin, route }: OwnedRoute, refer: Refer) {
  const { method, path, summary, description, tag, permission, permissionScope = 'everywhere' } = route;
  const told = (schema: TSchema) => refer(schema, plugin);
  return {
    operationId: operationIdOf(method, path),
    summary,
    ...(description ? { description } : {}),
    tags: [tag],
    ...(permission === null ? { security: [] } : {}),
    ...(permission && permission !== '*'
      ? { 'x-permission': permission, 'x-permission-scope': permissionScope }
      : {}),
    ...(plugin === 'core' ? {} : { 'x-plugin': plugin }),
    ...listed('parameters', [
      ...parameters('path', route.params, told),
      ...parameters('query', route.query, told),
      ...headerParameters(route),
    ]),
    ...requestBody(route, told),
    responses: responsesOf(route, told),
  };
}

/** `GET /api/stores/{code}` is `getApiStoresByCode`. */
export const operationIdOf = (method: string, path: string): string =>
  method.toLowerCase() +
  path
    .split('/')
    .filter(Boolean)
    .map((part) => part.replace(/^\{(.*)\}$/, 'by-$1'))
    .flatMap((part) => part.split(/[^a-zA-Z0-9]+/))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const listed = (name: string, items: readonly unknown[]) => (items.length > 0 ? { [name]: items } : {});

const parameters = (
  place: 'path' | 'query',
  schema: TObject | undefined,
  told: (schema: TSchema) => unknown,
) =>
  Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const { description } = property as { description?: string };
    return {
      name,
      in: place,
      required:
        place === 'path' || (schema?.required as readonly string[] | undefined)?.includes(name) === true,
      ...(description ? { description } : {}),
      schema: told(property),
    };
  });

/** Whether an Idempotency-Key is kept: what the endpoint does, told. */
export const keepsAnswers = ({ method, rawBody, writes = rawBody ? 'own' : 'transaction' }: Route): boolean =>
  method === 'POST' && writes === 'transaction';

const headerParameters = (route: Route) => [
  ...(route.conditional ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ...(keepsAnswers(route) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
];

function requestBody(
  { body, bodyOptional = false, rawBody = {} }: Route,
  told: (schema: TSchema) => unknown,
) {
  const content = {
    ...(body ? { 'application/json': { schema: told(body) } } : {}),
    ...Object.fromEntries(
      Object.entries(rawBody).map(([type, { schema }]) => [type, schema ? { schema: told(schema) } : {}]),
    ),
  };
  if (Object.keys(content).length === 0) return {};
  const descriptions = Object.entries(rawBody).map(
    ([type, { description }]) => `\`${type}\`: ${description}`,
  );
  return {
    requestBody: {
      required: !bodyOptional,
      ...(descriptions.length > 0 ? { description: descriptions.join('\n\n') } : {}),
      content,
    },
  };
}

function responsesOf(route: Route, told: (schema: TSchema) => unknown) {
  const own = Object.entries(route.responses).map(([status, { description, schema, mediaType }]) => [
    status,
    {
      description,
      ...(schema || mediaType
        ? { content: { [mediaType ?? 'application/json']: schema ? { schema: told(schema) } : {} } }
        : {}),
    },
  ]);
  const problems = problemStatuses(route)
    .filter((status) => !(status in route.responses))
    .map((status) => [String(status), { $ref: `#/components/responses/${problemName(status)}` }]);
  return Object.fromEntries([...own, ...problems, ['default', { $ref: '#/components/responses/Problem' }]]);
}

export const problemName = (status: number): string =>
  `Problem${(STATUS_CODES[status] ?? String(status)).replaceAll(/[^A-Za-z]/g, '')}`;

/** What can go wrong with a route, by what it declares. */
function problemStatuses({ permission, params, query, body, rawBody, conditional }: Route): number[] {
  const hasBody = Boolean(body || rawBody);
  return [
    ...(hasBody ? [400, 413, 415] : []),
    ...(permission === null ? [] : [401]),
    ...(permission === null || permission === '*' ? [] : [403]),
    ...(params ? [404] : []),
    ...(conditional ? [412, 428] : []),
    ...(hasBody || params || query ? [422] : []),
  ];
}
