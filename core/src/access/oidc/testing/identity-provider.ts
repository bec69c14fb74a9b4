import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider';

/** A real provider of OpenID Connect, on a port of its own. */
export interface IdentityProvider extends AsyncDisposable {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in at the provider next: the subject of their ID token. Null cancels there. */
  account: string | null;
  close(): Promise<void>;
}

const signingKey = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'test' };
};

/**
 * Starts a provider with one client, which everybody's e-mail address is the same to: `camille@example.com`.
 * @param redirectUris where it may send browsers back to
 */
export async function identityProvider(redirectUris: () => string[]): Promise<IdentityProvider> {
  const clientId = 'chaland';
  const clientSecret = 'a secret between the two of them';
  const state = { account: null as string | null };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const make = () =>
    new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: redirectUris(),
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      jwks: { keys: [signingKey()] },
      cookies: { keys: ['a key of the provider'] },
      adapter: inMemory(),
      // Seconds by the real clock: on a slow machine a test takes its time.
      ttl: { AccessToken: 3600, Grant: 3600, IdToken: 3600, Interaction: 3600, Session: 3600 },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, id) => ({
        accountId: id,
        claims: () => ({ sub: id, email: 'camille@example.com', email_verified: true }),
      }),
      // Nobody is asked what the client may know.
      async loadExistingGrant({ oidc }) {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client?.clientId,
          accountId: oidc.session?.accountId,
        });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
    });

  let provider: Provider | undefined;
  server.on('request', (request, response) => {
    // At the first request, when the deployment has a port that it may send browsers back to.
    provider ??= make();
    const { account } = state;
    if (!request.url?.startsWith('/interaction/')) return void provider.callback()(request, response);
    void provider.interactionFinished(
      request,
      response,
      account === null
        ? { error: 'access_denied', error_description: 'somebody changed their mind' }
        : { login: { accountId: account } },
    );
  });

  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return {
    issuer,
    clientId,
    clientSecret,
    get account() {
      return state.account;
    },
    set account(account) {
      state.account = account;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What the provider keeps. Its own such store warns at every start that it is not for production. */
function inMemory() {
  const rows = new Map<string, AdapterPayload>();
  return (model: string): Adapter => {
    const nameOf = (id: string) => `${model} ${id}`;
    return {
      async upsert(id, payload) {
        rows.set(nameOf(id), payload);
      },
      find: async (id) => rows.get(nameOf(id)),
      findByUid: async (uid) => [...rows.values()].find((row) => row.uid === uid),
      findByUserCode: async () => undefined,
      async consume(id) {
        const row = rows.get(nameOf(id));
        if (row) row.consumed = Math.floor(Date.now() / 1_000);
      },
      async destroy(id) {
        rows.delete(nameOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [name, row] of rows) if (row.grantId === grantId) rows.delete(name);
      },
    };
  };
}
