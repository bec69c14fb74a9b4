import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Type } from 'typebox';
import { startTestChaland } from '../testing/index.ts';
import { openApiDocument } from './openapi/document.ts';
import { defineRoute } from './route.ts';

describe("the API's description", () => {
  test('passes an OpenAPI validator of others, and has every path', async () => {
    await using app = await startTestChaland();
    const { body } = await app.as(null).get('/api/openapi.json');
    assert.equal(body.openapi, '3.1.0');
    const { valid, errors } = await new Validator().validate(structuredClone(body));
    assert.ok(valid, JSON.stringify(errors, null, 2));
    for (const { method, path } of app.http.routes) assert.ok(body.paths[path][method.toLowerCase()], path);
    const ids = app.http.routes.map(({ method, path }) => body.paths[path][method.toLowerCase()].operationId);
    assert.equal(new Set(ids).size, ids.length);
  });

  test('tells what a path needs and what can go wrong', async () => {
    await using app = await startTestChaland();
    const { paths, components } = app.http.openapi();
    const operation = paths['/api/stores/{code}']!.patch as Record<string, unknown>;
    assert.equal(operation['x-permission'], 'stores.write');
    assert.deepEqual(Object.keys(operation.responses as object).toSorted(), [
      '200',
      '400',
      '401',
      '403',
      '404',
      '412',
      '413',
      '415',
      '422',
      '428',
      'default',
    ]);
    assert.deepEqual((operation.parameters as object[])[1], { $ref: '#/components/parameters/IfMatch' });
    assert.ok(components.schemas.Store);
  });

  test('is asked for again only when it has changed', async () => {
    await using app = await startTestChaland();
    const { headers } = await app.get('/api/openapi.json');
    const etag = headers.get('etag')!;
    assert.equal((await app.get('/api/openapi.json', { 'if-none-match': etag })).status, 304);
  });

  test('tells a schema with a name once, and keeps two with one name apart', () => {
    const routeOf = (path: string, item: ReturnType<typeof Type.Object>) => ({
      plugin: path.split('/')[3]!,
      route: defineRoute({
        method: 'GET',
        path,
        summary: 'It',
        tag: 'It',
        permission: null,
        responses: { 200: { description: 'It.', schema: Type.Array(item) } },
        handler: async () => [],
      }),
    });
    const document = openApiDocument([
      routeOf('/api/x/a/one', Type.Object({ a: Type.String() }, { $id: 'Item' })),
      routeOf('/api/x/a/two', Type.Object({ a: Type.String() }, { $id: 'Item' })),
      routeOf('/api/x/b/one', Type.Object({ b: Type.String() }, { $id: 'Item' })),
    ]);
    const names = Object.keys(document.components.schemas).filter((name) => name.includes('Item'));
    assert.deepEqual(names, ['Item', 'b.Item']);
  });
});

describe("the documentation's page", () => {
  test('loads all it needs from our own origin, for good, and may run nothing else', async () => {
    await using app = await startTestChaland();
    const { body, headers } = await app.as(null).get('/api/docs');
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /script-src 'self';/);
    assert.doesNotMatch(policy.replace(/style-src[^;]*/, ''), /unsafe|http|\*/);
    assert.doesNotMatch(body, /<script>|\son\w+=|https?:/);
    const loaded = [...(body as string).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    assert.equal(loaded.length, 4);
    for (const path of loaded) {
      const answer = await app.as(null).get(path);
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.match(answer.headers.get('content-type') ?? '', /javascript|css|png/);
    }
  });

  test('has no other files to give', async () => {
    await using app = await startTestChaland();
    const { body } = await app.get('/api/docs');
    const [, folder] = /href="(.*)\/swagger-ui.css"/.exec(body)!;
    for (const path of ['package.json', '..%2f..%2fpackage.json', 'index.html', '__proto__']) {
      assert.equal((await app.get(`${folder}/${path}`)).status, 404, path);
    }
    assert.equal((await app.get('/api/docs/1.0.0/swagger-ui.css')).status, 404);
  });
});
