import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineRoute, type Route } from './route.ts';
import { allRoutes } from './routing.ts';

const at = (path: string, permission: string | null = null): Route =>
  defineRoute({
    method: 'GET',
    path,
    summary: 'It',
    tag: 'It',
    permission,
    responses: {},
    handler: async () => undefined,
  });
const core = {
  plugins: { extensions: { all: () => [] } },
  access: { permissions: new Map([['stores.read', {}]]) },
} as unknown as Parameters<typeof allRoutes>[0];

test('one path has one route, whatever its parameters are called', () => {
  assert.throws(
    () => allRoutes(core, [at('/api/stores/{code}'), at('/api/stores/{id}')]),
    /CHL_ROUTES_INVALID.*GET \/api\/stores\/\{id\} is "core"'s already/,
  );
});

test('a path is guarded by a permission that somebody declares, by any key, or by none', () => {
  assert.throws(() => allRoutes(core, [at('/api/a', 'stores.see')]), /"stores.see", which nobody declares/);
  assert.equal(allRoutes(core, [at('/a', 'stores.read'), at('/b', '*'), at('/c')]).length, 3);
});
