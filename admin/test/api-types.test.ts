import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { apiTypes } from '../scripts/api-types.ts';

const root = join(import.meta.dirname, '../..');

test("the panel's types are those of the API as it is", async () => {
  for (const [file, expected] of await apiTypes()) {
    const actual = readFileSync(join(root, file), 'utf8');
    assert.ok(
      actual === expected,
      `${file} is older than the routes. Run: node scripts/chaland.mjs node admin/scripts/api-types.ts`,
    );
  }
});
