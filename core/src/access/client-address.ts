import { BlockList, isIP } from 'node:net';
import { problem } from '../http/problem.ts';

/** Tells a client's address from the connection's and, where that is a trusted proxy, X-Forwarded-For. */
export type ClientAddress = (
  remote: string | undefined,
  forwardedFor: string | null | undefined,
) => string | undefined;

/** Whose X-Forwarded headers are believed. */
export interface TrustedProxies {
  /** Whether a connection from this address is a proxy of ours. */
  trusts(address: string | undefined): boolean;
}

/** @throws CHL_CONFIG_INVALID naming the range that is none */
export function trustedProxiesIn(ranges: readonly string[]): TrustedProxies {
  const trusted = new BlockList();
  for (const range of ranges) addRange(trusted, range);
  return {
    trusts(address) {
      const bare = address && plain(address);
      return bare ? trusted.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4') : false;
    },
  };
}

/**
 * @param trustedProxies addresses or CIDR ranges; nobody else's X-Forwarded-For is believed
 * @throws CHL_CONFIG_INVALID naming the range that is none
 */
export function clientAddressBehind(trustedProxies: readonly string[]): ClientAddress {
  const { trusts } = trustedProxiesIn(trustedProxies);

  return (remote, forwardedFor) => {
    const nearest = remote && plain(remote);
    if (!nearest || !forwardedFor || !trusts(nearest)) return nearest;
    // From the nearest hop outwards: the first that is no proxy of ours is the client, whatever it claims beyond.
    let client = nearest;
    for (const hop of forwardedFor.split(',').reverse()) {
      const address = plain(hop.trim());
      if (!isIP(address)) return client;
      client = address;
      if (!trusts(address)) return client;
    }
    return client;
  };
}

/** IPv4 in IPv6 (::ffff:10.0.0.1) as IPv4, without a port, and without the zone that only this machine knows. */
function plain(address: string): string {
  const bare = address
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '');
  return bare.replace(/^::ffff:(?=[\d.]+$)/i, '');
}

function addRange(list: BlockList, range: string): void {
  const [address = '', bits, ...rest] = range.split('/');
  const version = isIP(address);
  const prefix = bits === undefined ? (version === 6 ? 128 : 32) : Number(bits);
  if (!version || rest.length > 0 || !/^\d*$/.test(bits ?? '') || prefix > (version === 6 ? 128 : 32)) {
    throw problem('CHL_CONFIG_INVALID', {
      detail: `http.trustedProxies: "${range}" is neither an address nor a range such as 10.0.0.0/8`,
    });
  }
  list.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
}
