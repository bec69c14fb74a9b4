import { shapeFaults, valueFaults } from './config-checks.ts';
import type { DeploymentLocale } from './context.ts';
import type { JoinPolicy } from './customer/customers.ts';
import { problem } from './http/problem.ts';
import type { Plugin } from './plugin/define-plugin.ts';
import { withoutValueAt } from './setting/pointer.ts';
import type { Text } from './text.ts';

/** One retailer's deployment: the default export of `chaland.config.ts`. */
export interface Config {
  /** `postgres://…`, `pglite:<folder>`, or `pglite:` for one in memory. `CHALAND_DATABASE` replaces it. */
  database?: string;
  /** Database sessions at most, for one process; 10 where absent. */
  connections?: number;
  plugins: readonly Plugin[];
  /** Settings by plugin, and core's own under `core`, where the panel hasn't set them. */
  settings?: Record<string, Record<string, unknown>>;
  locale?: Partial<DeploymentLocale>;
  http?: HttpConfig;
  access?: AccessConfig;
  panel?: PanelConfig;
  identity?: IdentityConfig;
  moments?: {
    /** Seconds that a moment may lie ahead of the clock; 300 where absent. */
    futureTolerance?: number;
  };
  /** 32 bytes in base64 that encrypt plugins' secrets. `CHALAND_SECRET_KEY` replaces it. */
  secretKey?: string;
  /** What to do when a plugin's service or migration fails at boot. */
  onPluginFailure?: 'abort' | 'continue';
}

export interface HttpConfig {
  /** `https://crm.example.com`: where browsers find the deployment. Told by each request where absent. */
  origin?: string;
  /** 4400 where absent; `PORT` replaces it. */
  port?: number;
  /** 127.0.0.1 where absent. */
  host?: string;
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed; none where absent. */
  trustedProxies?: readonly string[];
  /** Bytes of a JSON body at most; 10 MiB where absent. */
  bodyLimit?: number;
}

export interface AccessConfig {
  /** Providers of OpenID Connect that users may sign in through. */
  oidc?: readonly OidcProvider[];
}

export interface OidcProvider {
  /** In addresses: `/api/sign-in/<id>/callback` is what the provider must be told. */
  id: string;
  /** On the button. */
  title: string;
  /** `https://login.example.com`, below which `/.well-known/openid-configuration` is. */
  issuer: string;
  clientId: string;
  /** Keep it out of the file: `process.env.OIDC_SECRET`. */
  clientSecret: string;
}

export interface PanelConfig {
  /** What every page says at its top, such as that the data is simulated. */
  notice?: Text;
}

export interface IdentityConfig {
  /** By identifier kind, e.g. `{ email: 'always' }`. */
  join?: Record<string, JoinPolicy>;
  /** By source, then kind: what one source's word is worth. */
  sources?: Record<string, Record<string, JoinPolicy>>;
}

/** @example export default defineConfig({ plugins: [sales, scoreRfm] }); */
export const defineConfig = (config: Config): Config => config;

export interface ResolvedConfig {
  database: string;
  /** Where migrations are applied from: the same database by the role that owns its tables. */
  migrationDatabase: string | undefined;
  /** Database sessions at most. */
  connections: number;
  plugins: readonly Plugin[];
  settings: Record<string, Record<string, unknown>>;
  locale: DeploymentLocale;
  http: Required<Omit<HttpConfig, 'origin'>> & { origin: string | undefined };
  access: Required<AccessConfig>;
  panel: { notice: Text | null };
  identity: Required<IdentityConfig>;
  futureTolerance: number;
  secretKey: string | undefined;
  onPluginFailure: 'abort' | 'continue';
}

const env = (name: string): string | undefined => process.env[name] || undefined;

/**
 * Fills in what the configuration leaves out; the environment replaces what differs between machines.
 * @throws CHL_CONFIG_INVALID listing everything that is wrong with keys and values
 */
export function resolveConfig(config: Config): ResolvedConfig {
  const misshapen = shapeFaults(config);
  // The rest is checked too, so that everything is told at once.
  const sound = misshapen.reduce<Record<string, unknown>>(
    (rest, { pointer }) => withoutValueAt(rest, pointer),
    { ...config },
  );
  const resolved = resolve(sound as unknown as Config);
  const faults = [...misshapen, ...valueFaults(resolved)];
  if (faults.length === 0) return resolved;
  throw problem('CHL_CONFIG_INVALID', {
    detail: faults.map(({ pointer, message }) => `\n- ${pointer} ${message}`).join(''),
    errors: faults,
  });
}

function resolve(config: Config): ResolvedConfig {
  const {
    plugins = [],
    settings = {},
    locale = {},
    http = {},
    access = {},
    panel = {},
    identity = {},
    onPluginFailure = 'abort',
  } = config;
  const { country = 'FR', timeZone = 'Europe/Paris', currency = 'EUR', language = 'fr' } = locale;
  const { port = 4400, host = '127.0.0.1', trustedProxies = [], bodyLimit = 10 * 1024 * 1024 } = http;
  return {
    database: env('CHALAND_DATABASE') ?? config.database ?? 'pglite:.chaland/data',
    migrationDatabase: env('CHALAND_MIGRATION_DATABASE'),
    connections: config.connections ?? 10,
    plugins,
    settings,
    locale: { country, timeZone, currency, language },
    http: {
      port: Number(env('PORT') ?? port),
      host: env('HOST') ?? host,
      trustedProxies,
      bodyLimit,
      origin: http.origin,
    },
    access: { oidc: access.oidc ?? [] },
    panel: { notice: panel.notice ?? null },
    identity: { join: identity.join ?? {}, sources: identity.sources ?? {} },
    futureTolerance: config.moments?.futureTolerance ?? 300,
    secretKey: env('CHALAND_SECRET_KEY') ?? config.secretKey,
    onPluginFailure,
  };
}
