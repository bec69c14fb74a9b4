import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockDirectory } from './directory-lock.ts';

test("an embedded database's folder opens once, and says who has it", (t) => {
  const directory = folder(t);
  const unlock = lockDirectory(directory);
  assert.throws(() => lockDirectory(directory), {
    code: 'CHL_DATABASE_IN_USE',
    message: new RegExp(`process ${process.pid}`),
  });
  unlock();
  lockDirectory(directory)();
  assert.equal(existsSync(`${directory}.lock`), false);
});

test('a lock that a dead process left behind is taken over', (t) => {
  const directory = folder(t);
  const aboveAnyProcessId = 4_194_305;
  writeFileSync(`${directory}.lock`, String(aboveAnyProcessId));
  lockDirectory(directory)();
});

function folder(t: { after(work: () => void): void }): string {
  const root = mkdtempSync(join(tmpdir(), 'chaland-lock-'));
  t.after(() => rmSync(root, { recursive: true }));
  return join(root, 'data');
}
