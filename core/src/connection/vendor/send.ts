import type { VendorRequest } from './vendor-client.ts';
import { VendorFault } from './vendor-fault.ts';

/** Followed at most. */
const redirects = 5;

/**
 * Sends a request, in the clear to this machine only. Redirects are followed where they stay at the same address and a
 * second request does no harm: credentials go to nobody else.
 */
export async function send(url: string, request: VendorRequest, signal: AbortSignal): Promise<Response> {
  const { method = 'GET', headers = {}, body } = request;
  const isObject = typeof body === 'object' && !Buffer.isBuffer(body);
  const given = new Headers({ 'user-agent': 'Chaland', ...headers });
  if (isObject && !given.has('content-type')) given.set('content-type', 'application/json');
  let target = safe(url);
  for (let followed = 0; ; followed++) {
    const response = await fetch(target, {
      method,
      headers: given,
      signal,
      redirect: 'manual',
      ...(body === undefined
        ? {}
        : { body: isObject ? JSON.stringify(body) : (body as string | Buffer<ArrayBuffer>) }),
    });
    const { status } = response;
    const location = response.headers.get('location');
    if (method !== 'GET' || location === null || ![301, 302, 303, 307, 308].includes(status)) return response;
    await response.body?.cancel().catch(() => {});
    const next = URL.canParse(location, target.href) ? new URL(location, target) : undefined;
    if (next?.origin !== target.origin) {
      throw new VendorFault(`${target.host} redirects to another address, which is not followed`, { status });
    }
    if (followed === redirects) throw new VendorFault(`${target.host} redirects in circles`, { status });
    target = next;
  }
}

/** @throws VendorFault for an address that is none, or where anybody on the way could read what is sent */
function safe(url: string): URL {
  if (!URL.canParse(url)) throw new VendorFault('the address to ask is none');
  const target = new URL(url);
  if (target.username || target.password) {
    throw new VendorFault(`${target.host}: credentials don't belong into an address`);
  }
  if (target.protocol === 'https:' || (target.protocol === 'http:' && isHere(target.hostname))) return target;
  throw new VendorFault(`${target.host} is asked by https only`);
}

const isHere = (name: string): boolean =>
  name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
