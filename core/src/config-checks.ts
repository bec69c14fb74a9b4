import { isIP } from 'node:net';
import { Type } from 'typebox';
import { closedSchema } from './closed-schema.ts';
import type { OidcProvider, ResolvedConfig } from './config.ts';
import type { Fault } from './http/problem.ts';
import { parseSecretKey } from './setting/secret-key.ts';
import { placeFaults } from './store/place-checks.ts';

const text = Type.String({ minLength: 1 });
const joinPolicies = Type.Record(Type.String(), Type.Enum(['always', 'if-verified', 'never']));
const port = { minimum: 0, maximum: 65_535 };

const configSchema = Type.Partial(
  Type.Object({
    database: text,
    connections: Type.Integer({ minimum: 1 }),
    plugins: Type.Array(Type.Unknown()),
    settings: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown())),
    locale: Type.Partial(
      Type.Object({
        country: text,
        timeZone: text,
        currency: text,
        language: Type.Enum(['fr', 'en']),
      }),
    ),
    http: Type.Partial(
      Type.Object({
        origin: text,
        port: Type.Integer(port),
        host: text,
        trustedProxies: Type.Array(text),
        bodyLimit: Type.Integer({ minimum: 1 }),
      }),
    ),
    access: Type.Partial(
      Type.Object({
        oidc: Type.Array(
          Type.Object({
            id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }),
            title: text,
            issuer: text,
            clientId: text,
            clientSecret: text,
          }),
        ),
      }),
    ),
    panel: Type.Partial(Type.Object({ notice: Type.Object({ en: text, fr: text }) })),
    identity: Type.Partial(
      Type.Object({ join: joinPolicies, sources: Type.Record(Type.String(), joinPolicies) }),
    ),
    moments: Type.Partial(Type.Object({ futureTolerance: Type.Number({ minimum: 0 }) })),
    secretKey: text,
    onPluginFailure: Type.Enum(['abort', 'continue']),
  }),
);

/** Everything that is wrong with the shape of a configuration: its keys, and the types of its values. */
export function shapeFaults(config: unknown): Fault[] {
  const { plugins } = (config ?? {}) as { plugins?: unknown };
  return [
    ...(closedSchema(configSchema)(config) ?? []),
    ...(plugins === undefined ? [{ pointer: '/plugins', message: 'is required; write [] for none' }] : []),
  ];
}

/** Everything that is wrong with the values, the environment's among them. */
export function valueFaults({ locale, http, access, secretKey }: ResolvedConfig): Fault[] {
  const { PORT } = process.env;
  return [
    ...placeFaults(locale).map(({ pointer, message }) => ({ pointer: `/locale${pointer}`, message })),
    ...(Number.isInteger(http.port) && http.port >= port.minimum && http.port <= port.maximum
      ? []
      : [{ pointer: '/http/port', message: `is "${PORT}" by PORT in the environment, which is no port` }]),
    ...originFaults(http.origin),
    ...oidcFaults(access.oidc),
    ...http.trustedProxies.flatMap((proxy, index) =>
      isAddressOrRange(proxy)
        ? []
        : {
            pointer: `/http/trustedProxies/${index}`,
            message: `"${proxy}" is not an address or a CIDR range`,
          },
    ),
    ...(secretKey === undefined || parseSecretKey(secretKey)
      ? []
      : [
          {
            pointer: '/secretKey',
            message: 'is not 32 bytes in base64; make one with: openssl rand -base64 32',
          },
        ]),
  ];
}

function originFaults(origin: string | undefined): Fault[] {
  if (origin === undefined || URL.parse(origin)?.origin === origin) return [];
  return [
    {
      pointer: '/http/origin',
      message: `"${origin}" is not an origin such as https://crm.example.com, without a path or a slash`,
    },
  ];
}

/** A provider speaks TLS, but for one on this machine: whoever could listen in could sign in. */
function oidcFaults(providers: readonly OidcProvider[]): Fault[] {
  return providers.flatMap(({ id, issuer }, index) => {
    const pointer = `/access/oidc/${index}`;
    const url = URL.parse(issuer);
    const isSafe =
      url?.protocol === 'https:' ||
      (url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname));
    return [
      ...(isSafe
        ? []
        : [{ pointer: `${pointer}/issuer`, message: `"${issuer}" is not an https:// address` }]),
      ...(providers.findIndex((other) => other.id === id) === index
        ? []
        : [{ pointer: `${pointer}/id`, message: `"${id}" is another provider's already` }]),
    ];
  });
}

function isAddressOrRange(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address) as 0 | 4 | 6];
  return (
    bits > 0 &&
    more.length === 0 &&
    (prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) <= bits))
  );
}
