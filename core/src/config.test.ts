import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Config, resolveConfig } from './config.ts';
import type { Problem } from './http/problem.ts';

function faultsOf(config: unknown): string[] {
  try {
    resolveConfig(config as Config);
  } catch (error) {
    const { code, details } = error as Problem;
    assert.equal(code, 'CHL_CONFIG_INVALID');
    return details.errors!.map(({ pointer, message }) => `${pointer} ${message}`);
  }
  return [];
}

test('what a configuration leaves out has its default', () => {
  const { locale, http, database } = resolveConfig({ plugins: [], database: 'pglite:' });
  assert.deepEqual(locale, { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' });
  assert.equal(http.port, 4400);
  assert.equal(database, 'pglite:');
});

test('everything that is wrong with a configuration is told at once, with what was meant', () => {
  assert.deepEqual(
    faultsOf({
      pluggins: [],
      locale: { country: 'France', timezone: 'Europe/Paris', currency: 'EURO' },
      http: { port: 70_000, trustedProxies: ['10.0.0.0/8', '10.0.0.0/33', 'proxy.example'] },
      identity: { join: { email: 'sometimes' } },
      onPluginFailure: 'ignore',
      secretKey: 'secret',
    }).sort(),
    [
      '/http/port must be <= 65535',
      '/http/trustedProxies/1 "10.0.0.0/33" is not an address or a CIDR range',
      '/http/trustedProxies/2 "proxy.example" is not an address or a CIDR range',
      '/identity/join/email must be one of always, if-verified, never',
      '/locale/country "France" is not an ISO 3166-1 code such as FR',
      '/locale/currency "EURO" is not an ISO 4217 code such as EUR',
      '/locale/timezone is not a known field. Did you mean "timeZone"?',
      '/onPluginFailure must be one of abort, continue',
      '/pluggins is not a known field. Did you mean "plugins"?',
      '/plugins is required; write [] for none',
      '/secretKey is not 32 bytes in base64; make one with: openssl rand -base64 32',
    ],
  );
});

test('a port from the environment is checked too', (t) => {
  const before = process.env.PORT;
  t.after(() => {
    if (before === undefined) delete process.env.PORT;
    else process.env.PORT = before;
  });
  process.env.PORT = 'http';
  assert.deepEqual(faultsOf({ plugins: [] }), [
    '/http/port is "http" by PORT in the environment, which is no port',
  ]);
});

test('what is not a configuration at all is refused', () => {
  for (const nothing of [undefined, null, 5, []]) assert.notDeepEqual(faultsOf(nothing), []);
});

test('an origin is an origin, and a provider speaks TLS and has an id of its own', () => {
  const provider = {
    id: 'company',
    title: 'Company',
    issuer: 'https://login.example.com',
    clientId: 'chaland',
    clientSecret: 'secret',
  };
  const checked = (origin: string, oidc: object[]) =>
    faultsOf({ plugins: [], http: { origin }, access: { oidc } });
  const local = { ...provider, id: 'local', issuer: 'http://localhost:9000' };
  assert.deepEqual(checked('https://crm.example.com', [provider, local]), []);
  assert.deepEqual(
    checked('https://crm.example.com/', [
      provider,
      { ...provider, issuer: 'http://login.example.com' },
      { ...provider, id: 'Company 2' },
    ]).sort(),
    [
      '/access/oidc/1/id "company" is another provider\'s already',
      '/access/oidc/1/issuer "http://login.example.com" is not an https:// address',
      '/access/oidc/2/id must match pattern "^[a-z][a-z0-9-]{0,40}$"',
      '/http/origin "https://crm.example.com/" is not an origin such as https://crm.example.com, without a path or a slash',
    ],
  );
});
