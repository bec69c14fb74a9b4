import { Type } from 'typebox';
import { sessionCookieName } from '../../access/sign-in/session-cookie.ts';
import type { OwnedRoute } from '../routing.ts';
import { schemaComponents } from './components.ts';
import { operationOf, problemName } from './operation.ts';

/** Of the HTTP API, apart from the package's. */
const httpApiVersion = '1.0.0';

const ProblemSchema = Type.Object(
  {
    type: Type.String({ format: 'uri' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable; what programs look at.' }),
    detail: Type.Optional(Type.String()),
    pointer: Type.Optional(
      Type.String({
        description: 'JSON Pointer to the fault in the body; into path or query from /path or /query.',
      }),
    ),
    errors: Type.Optional(
      Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }), {
        description: 'The first faults, where there are several.',
      }),
    ),
    mend: Type.String({ description: 'What to do.' }),
    says: Type.Optional(
      Type.Object(
        { en: Type.String(), fr: Type.String() },
        { description: 'The detail for a person, where a connector tells it.' },
      ),
    ),
    instance: Type.String(),
    requestId: Type.String({ description: 'What the log calls the request.' }),
  },
  { $id: 'Problem', description: 'An error, as RFC 9457 tells it.' },
);

const problemStatuses: Record<number, string> = {
  400: 'The body can not be read.',
  401: 'Who is asking is not known.',
  403: 'This is not allowed to the user or the holder of the key, or comes from another site.',
  404: 'There is no such thing.',
  412: 'Somebody else changed it meanwhile; ETag has the version now.',
  413: 'The body is too large.',
  415: 'This media type is not taken here.',
  422: 'The input does not fit its schema.',
  428: 'If-Match is missing.',
};

/** The API as OpenAPI 3.1 describes it, from the same declarations that route, check and guard it. */
export function openApiDocument(all: readonly OwnedRoute[]) {
  const { components, refer } = schemaComponents();
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: refer(ProblemSchema, 'core') } },
  });
  const responses = {
    Problem: problem('Anything that went wrong.'),
    ...Object.fromEntries(
      Object.entries(problemStatuses).map(([status, text]) => [problemName(Number(status)), problem(text)]),
    ),
  };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const owned of all) {
    const { path, method } = owned.route;
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = operationOf(owned, refer);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Chaland',
      version: httpApiVersion,
      description:
        'A retailer’s customers and their history. Send `Authorization: Bearer chl_…` with a key made by `chaland key create`, or sign in with `POST /api/session`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: [...new Set(all.map(({ route }) => route.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: chl_ and 43 characters.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: sessionCookieName,
          description:
            'A user who signed in with POST /api/session. What changes something must come from the same origin.',
        },
      },
      parameters: {
        IfMatch: {
          name: 'If-Match',
          in: 'header',
          required: true,
          description: 'The ETag that the change was made from; `*` for whatever version there is.',
          schema: { type: 'string' },
        },
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description:
            'Makes sending again safe: for 24 hours the same key with the same request has the same answer, and happens once.',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
        },
      },
      responses,
      schemas: components,
    },
  };
}
