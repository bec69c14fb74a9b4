import type { VendorTrouble } from './fake-vendor.ts';

/** A request that a fake vendor was sent. */
export interface VendorCall {
  method: string;
  path: string;
  /** Its own, as it was asked: links to further pages begin with it. */
  address: string;
  /** From the path: of `/orders/{id}`, `id`. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  json(): unknown;
}

export interface VendorReply {
  /** 200 where absent. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Anything but text and bytes is sent as JSON. */
  body?: unknown;
}

/** Answers a route. Those that make pages look at the trouble; all others may leave it. */
export type VendorHandler = (call: VendorCall, trouble?: VendorTrouble) => VendorReply | Promise<VendorReply>;

/** By method and path: `'GET /orders/{id}'`. */
export type VendorRoutes = Readonly<Record<string, VendorHandler>>;

/** The handler of a path, with what stands in the path's braces. */
export function handlerOf(
  routes: VendorRoutes,
  method: string,
  path: string,
): { route: string; handler: VendorHandler; params: Record<string, string> } | undefined {
  const parts = path.split('/');
  for (const [route, handler] of Object.entries(routes)) {
    const [wanted, template = ''] = route.split(' ');
    const names = template.split('/');
    if (wanted !== method || names.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = names.every((name, index) => {
      const part = decodeURIComponent(parts[index] ?? '');
      if (!name.startsWith('{')) return name === part;
      params[name.slice(1, -1)] = part;
      return true;
    });
    if (fits) return { route, handler, params };
  }
  return undefined;
}
