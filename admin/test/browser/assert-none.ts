import assert from 'node:assert/strict';

/** Fails where something was found, with a line for each: a difference of lists would be hard to read. */
export function assertNone(found: readonly string[], what: string): void {
  assert.ok(found.length === 0, `${what}:\n${found.map((line) => `- ${line}`).join('\n')}`);
}
