import { after } from 'node:test';

/** How long after a file's last test its process may take to end, in milliseconds. */
const grace = 10_000;

const open = new Map<symbol, { what: string; opened: string }>();

// Here and not at the first use, which is inside a test: there it would mean after that test, while others still
// run. So test files import the kit at their top, never inside a test.
after(() => void setTimeout(report, grace).unref());

/**
 * Fails the test file if its process doesn't end by itself after the last test, and says what keeps it.
 * The timer that looks is one that keeps nothing alive: it only ever goes off if something else does.
 * @returns to be called when the thing is closed
 */
export function watchForLeaks(what: string): () => void {
  const id = Symbol(what);
  open.set(id, { what, opened: callerOf(new Error().stack) });
  return () => open.delete(id);
}

/** The runner's own pipes, and the tick that this runs in. */
const ofTheRunner = new Set(['PipeWrap', 'TTYWrap', 'Immediate']);

function report(): void {
  const names = process.getActiveResourcesInfo().filter((name) => !ofTheRunner.has(name));
  const held = [...Map.groupBy(names, (name) => name)].map(([name, all]) => `${all.length} × ${name}`);
  const lines = [
    `CHL_TEST_LEAK: this test file is still running ${grace / 1000} s after its last test.`,
    ...[...open.values()].map(({ what, opened }) => `  ${what} was not closed: opened ${opened}`),
    ...(held.length > 0 ? [`  What keeps the process alive: ${held.join(', ')}.`] : []),
    '  Close what the tests open: `await using app = await startTestChaland(…)`, `await app.close()`.',
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
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
