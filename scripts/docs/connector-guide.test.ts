import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/guides/write-a-connector.md'), 'utf8');
/** The suite of connectors is run on these files by a test of their own. */
const example = join(root, 'core/src/testing/connector/testing/workshop');

const blocks = [...guide.matchAll(/<!-- example: (\S+) -->\n```\w+\n([\s\S]*?)```/g)];

test('the guide to connectors shows every file of its example', () => {
  const shown = blocks.map(([, file]) => basename(file!)).toSorted();
  assert.deepEqual(shown, readdirSync(example).toSorted());
});

for (const [, file, text] of blocks) {
  test(`the guide to connectors shows ${file} as it is run`, () =>
    assert.equal(text, readFileSync(join(example, basename(file!)), 'utf8')));
}
