import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { file, problemsPage } from './problems.ts';

test('docs/problems.md tells of every problem, as the code does', () => {
  assert.equal(
    readFileSync(file, 'utf8'),
    problemsPage(),
    'Write it anew: node scripts/chaland.mjs node scripts/docs/problems.ts',
  );
});
