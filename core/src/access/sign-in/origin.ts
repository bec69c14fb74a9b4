import { problem } from '../../http/problem.ts';
import type { TrustedProxies } from '../client-address.ts';

/** A request as it came, and the address that it came from. */
export interface Came {
  raw: Request;
  /** The connection's own, which may be a proxy's. */
  remote: string | undefined;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Where the deployment is, as browsers see it.
 * @param configured `http.origin`; where absent it is told by the request, and by a trusted proxy's
 *   X-Forwarded-Host and X-Forwarded-Proto
 */
export function createOrigin(configured: string | undefined, { trusts }: TrustedProxies) {
  function seen({ raw, remote }: Came): { host: string; proto: string | undefined } {
    const { headers } = raw;
    const { host } = new URL(raw.url);
    if (!trusts(remote)) return { host, proto: undefined };
    const nearest = (name: string) => headers.get(name)?.split(',').at(-1)?.trim() || undefined;
    return {
      host: nearest('x-forwarded-host')?.toLowerCase() ?? host,
      proto: nearest('x-forwarded-proto')?.toLowerCase(),
    };
  }

  function isOwn(origin: string, came: Came): boolean {
    if (configured) return origin === configured;
    const url = URL.parse(origin);
    if (!url) return false;
    // Without a word of a trusted proxy nobody knows whether one in between spoke TLS: the host decides.
    const { host, proto } = seen(came);
    return (
      withoutPort(url.host, url.protocol) === withoutPort(host, url.protocol) &&
      (!proto || url.protocol === `${proto}:`)
    );
  }

  return {
    /** `https://crm.example.com`: what links begin with. */
    of(came: Came): string {
      if (configured) return configured;
      const { host, proto } = seen(came);
      return `${proto ? `${proto}:` : new URL(came.raw.url).protocol}//${host}`;
    },

    /**
     * A browser sends cookies with what other sites make it send. What changes something must come from here.
     * @throws CHL_ORIGIN_REFUSED
     */
    check(came: Came): void {
      if (safeMethods.has(came.raw.method)) return;
      const origin = came.raw.headers.get('origin');
      if (origin !== null && isOwn(origin, came)) return;
      throw problem('CHL_ORIGIN_REFUSED', {
        detail:
          origin === null
            ? 'the Origin header is missing'
            : 'its Origin is not the address of this deployment',
      });
    },
  };
}

export type Origin = ReturnType<typeof createOrigin>;

/** `example.com:443` over TLS is `example.com`. */
const withoutPort = (host: string, protocol: string): string =>
  host.replace(protocol === 'https:' ? /:443$/ : /:80$/, '');
