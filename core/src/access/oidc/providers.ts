import type { Configuration } from 'openid-client';
import type { OidcProvider } from '../../config.ts';
import { problem } from '../../http/problem.ts';
import type { Log } from '../../log.ts';
import type { Way } from './way.ts';

/** Who a provider says somebody is: the pair that never changes, unlike an e-mail address. */
export interface ProvenIdentity {
  issuer: string;
  subject: string;
}

/** Seconds that a provider may take to answer. */
const timeout = 10;

/** The configured providers of OpenID Connect. Each is asked about itself at its first use. */
export function createProviders(configured: readonly OidcProvider[], log: Log) {
  const byId = new Map(configured.map((provider) => [provider.id, provider]));
  const found = new Map<string, Promise<Configuration>>();
  // At the first use: most deployments have no provider, and start time matters.
  const client = () => import('openid-client');

  function providerOf(id: string): OidcProvider {
    const provider = byId.get(id);
    if (!provider) throw problem('CHL_NOT_FOUND', { detail: 'no provider has this id' });
    return provider;
  }

  async function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<Configuration> {
    const { allowInsecureRequests, discovery } = await client();
    // The configuration's check lets http pass for this machine alone.
    const execute = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
    return discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout });
  }

  async function configurationOf(id: string): Promise<Configuration> {
    const provider = providerOf(id);
    const known = found.get(id) ?? discover(provider);
    found.set(id, known);
    try {
      return await known;
    } catch (cause) {
      // The next log-in asks again.
      found.delete(id);
      log.warn({ provider: id, error: String(cause) }, 'the provider does not tell how to sign in');
      throw problem('CHL_PROVIDER_FAILED', {
        detail: `the provider "${id}" does not answer as it should`,
        cause,
      });
    }
  }

  return {
    /** @throws CHL_NOT_FOUND */
    check: (id: string): OidcProvider => providerOf(id),

    /**
     * Begins a way to a provider: authorization code flow with PKCE, state and nonce.
     * @param callback where the provider sends the browser back to
     * @throws CHL_NOT_FOUND, CHL_PROVIDER_FAILED
     */
    async begin(
      id: string,
      callback: string,
      aim: Pick<Way, 'to' | 'token' | 'userId'>,
    ): Promise<{ location: string; way: Way }> {
      const configuration = await configurationOf(id);
      const {
        buildAuthorizationUrl,
        calculatePKCECodeChallenge,
        randomNonce,
        randomPKCECodeVerifier,
        randomState,
      } = await client();
      const way: Way = {
        ...aim,
        provider: id,
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
      };
      const location = buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        // Who it is, and nothing more: neither address nor name is taken from a provider.
        scope: 'openid',
        code_challenge: await calculatePKCECodeChallenge(way.verifier),
        code_challenge_method: 'S256',
        state: way.state,
        nonce: way.nonce,
      });
      return { location: location.href, way };
    },

    /**
     * Ends a way: exchanges the code, and checks the ID token's signature, issuer, audience, nonce and times.
     * @param came the callback's address as the browser asked for it, with its query
     * @throws CHL_PROVIDER_FAILED
     */
    async end(way: Way, came: URL): Promise<ProvenIdentity> {
      const configuration = await configurationOf(way.provider);
      const { authorizationCodeGrant } = await client();
      try {
        const tokens = await authorizationCodeGrant(configuration, came, {
          pkceCodeVerifier: way.verifier,
          expectedState: way.state,
          expectedNonce: way.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new Error('there is no ID token');
        return { issuer: claims.iss, subject: claims.sub };
      } catch (cause) {
        // The library's messages name no token and no code; what they carry beside is not logged.
        log.warn({ provider: way.provider, error: String(cause) }, 'a log-in through the provider failed');
        throw problem('CHL_PROVIDER_FAILED', { detail: 'the provider did not confirm who this is', cause });
      }
    },
  };
}

export type Providers = ReturnType<typeof createProviders>;
