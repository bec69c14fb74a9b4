import { resolve } from 'node:path';
import { apiHeaders } from '../respond.ts';
import { type PanelFile, panelFiles } from './files.ts';
import { missingPage } from './missing-page.ts';
import { passOn } from './pass-on.ts';

/** Scripts and data from here alone; the component library sets styles on elements. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headers: Readonly<Record<string, string>> = {
  ...apiHeaders,
  'content-security-policy': policy,
  'cache-control': 'no-cache',
};

/** Named by their content, so that a browser never has to ask again. */
const isHashed = (name: string) => name.startsWith('assets/');

/** What `/admin` and below answers. */
export type Panel = (request: Request) => Promise<Response>;

/**
 * The panel for retailers: what `chaland build` made, or while developing the server that makes it anew.
 * @param from the folder of the built panel, or the address of the development server
 */
export function createPanel(from: string | undefined): Panel {
  if (from && /^https?:/.test(from)) return (request) => passOn(request, from);
  const files = from ? panelFiles(resolve(from)) : undefined;

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/admin')
      return new Response(null, { status: 308, headers: { ...headers, location: '/admin/' } });
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { ...headers, allow: 'GET, HEAD' } });
    }
    const listed = files?.list();
    if (!listed) {
      return new Response(missingPage, {
        status: 503,
        headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
      });
    }
    const name = pathname.slice('/admin/'.length);
    const found = listed.get(name);
    if (found) return send(found, name, request);
    // A file that is gone is no page: an old panel then knows to load the new one. Further down, what has a dot is
    // a page of something whose name has one: a subscription, a store.
    if (isHashed(name) || /^[^/]+\.[a-z0-9]+$/i.test(name))
      return new Response(null, { status: 404, headers });
    return send(listed.get('index.html')!, 'index.html', request);
  };

  async function send(file: PanelFile, name: string, request: Request): Promise<Response> {
    const accepted = request.headers.get('accept-encoding') ?? '';
    const encoding = ['br', 'gz'].find(
      (one) => file.encodings.has(one) && accepted.includes(one === 'gz' ? 'gzip' : one),
    );
    return new Response(new Uint8Array(await files!.content(file, encoding)), {
      headers: {
        ...headers,
        'content-type': file.type,
        vary: 'accept-encoding',
        ...(encoding ? { 'content-encoding': encoding === 'gz' ? 'gzip' : encoding } : {}),
        ...(isHashed(name) ? { 'cache-control': 'public, max-age=31536000, immutable' } : {}),
      },
    });
  }
}
