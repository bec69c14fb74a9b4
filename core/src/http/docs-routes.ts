import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Type } from 'typebox';
import { problem } from './problem.ts';
import { defineRoute, type Route, reply } from './route.ts';

const require = createRequire(import.meta.url);

/** Of swagger-ui-dist, the files that the page loads. */
const files = new Map([
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

/** Runs on the page: a file of its own, since the page's policy forbids scripts inside it. */
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, docExpansion: 'none', tryItOutEnabled: true });\n`;

/** Scripts from here alone. Swagger UI sets styles on elements, which only 'unsafe-inline' allows. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = (assets: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chaland API</title>
<link rel="icon" href="${assets}/favicon-32x32.png">
<link rel="stylesheet" href="${assets}/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="${assets}/swagger-ui-bundle.js"></script>
<script src="${assets}/start.js"></script>
</body>
</html>
`;

/** The API's own documentation: the document, and a page to try it, from our own origin. */
export function docsRoutes(openapi: () => object): Route[] {
  const { version } = require('swagger-ui-dist/package.json') as { version: string };
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  // In the path, so that browsers may keep the files for good and still see a new version.
  const assets = `/api/docs/${version}-${digest(start)}`;
  let document: { text: string; etag: string } | undefined;

  const documentNow = () => {
    if (!document) {
      const text = JSON.stringify(openapi());
      document = { text, etag: `"${digest(text)}"` };
    }
    return document;
  };

  return [
    defineRoute({
      method: 'GET',
      path: '/api/openapi.json',
      summary: 'This description of the API',
      tag: 'Operation',
      permission: null,
      unaudited: true,
      responses: { 200: { description: 'OpenAPI 3.1.', mediaType: 'application/json' } },
      async handler({ raw }) {
        const { text, etag } = documentNow();
        const headers = { etag, 'cache-control': 'no-cache' };
        if (raw.headers.get('if-none-match') === etag) return reply(304, undefined, headers);
        return reply(200, text, { ...headers, 'content-type': 'application/json' });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/docs',
      summary: 'A page to read and try the API',
      tag: 'Operation',
      permission: null,
      unaudited: true,
      responses: { 200: { description: 'The page.', mediaType: 'text/html' } },
      handler: async () =>
        reply(200, page(assets), {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': policy,
          'cache-control': 'no-cache',
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/docs/{version}/{file}',
      summary: 'What that page loads',
      tag: 'Operation',
      permission: null,
      unaudited: true,
      params: Type.Object({ version: Type.String(), file: Type.String() }),
      responses: { 200: { description: 'The file.', mediaType: 'application/octet-stream' } },
      async handler({ params: { version: asked, file } }) {
        const type = files.get(file === 'start.js' ? 'swagger-ui-bundle.js' : file);
        if (!type || !assets.endsWith(`/${asked}`)) throw problem('CHL_NOT_FOUND');
        const bytes = file === 'start.js' ? Buffer.from(start) : await readFile(join(folder, file));
        return new Response(new Uint8Array(bytes), {
          headers: { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' },
        });
      },
    }),
  ];
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
