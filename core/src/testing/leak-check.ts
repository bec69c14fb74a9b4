import { after } from 'node:test';

/** How long after a file's last test its process may take to end, in milliseconds. */
const grace = 5_000;

const open = new Map<symbol, { what: string; opened: string }>();
let atStart: Map<string, number> | undefined;

// Here and not at the first use, which is inside a test: there it would mean after that test's suite.
after(() => {
  const before = atStart;
  if (before) setTimeout(() => report(before), grace).unref();
});

/**
 * Fails the test file if its process doesn't end by itself after the last test, and says what keeps it.
 * The timer that looks is one that keeps nothing alive: it only ever goes off if something else does.
 * @returns to be called when the thing is closed
 */
export function watchForLeaks(what: string): () => void {
  atStart ??= counts();
  const id = Symbol(what);
  open.set(id, { what, opened: callerOf(new Error().stack) });
  return () => open.delete(id);
}

function report(before: Map<string, number>): void {
  const held = [...counts()]
    .map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const)
    .filter(([name, more]) => more > 0 && name !== 'Immediate')
    .map(([name, more]) => `${more} × ${name}`);
  const lines = [
    `CHL_TEST_LEAK: this test file is still running ${grace / 1000} s after its last test.`,
    ...[...open.values()].map(({ what, opened }) => `  ${what} was not closed: opened ${opened}`),
    ...(held.length > 0 ? [`  What keeps the process alive: ${held.join(', ')}.`] : []),
    '  Close what the tests open: `await using app = await startTestChaland(…)`, `await app.close()`.',
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}

/** What keeps the process alive: the runner's own pipes too, hence the comparison with the start. */
function counts(): Map<string, number> {
  const names = Map.groupBy(process.getActiveResourcesInfo(), (name) => name);
  return new Map([...names].map(([name, all]) => [name, all.length]));
}

/** The first line of the stack outside the kit. */
function callerOf(stack = ''): string {
  const here = import.meta.dirname;
  const line = stack
    .split('\n')
    .slice(1)
    .find((text) => !text.includes(here) || text.includes('.test.'));
  return line?.trim() ?? 'somewhere unknown';
}
