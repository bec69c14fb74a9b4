// Imported by every test file's process, as `…/test-time-limit.mjs?minutes=15`: ends the file that takes longer.
// Node's own limit is one test's. What hangs outside of a test, a handle left behind for one, would keep the whole
// run waiting, and nobody would be told which file it is.
import { relative } from 'node:path';

const minutes = Number(new URL(import.meta.url).searchParams.get('minutes'));

// The runner itself imports it too, and waits for all files.
if (process.env.NODE_TEST_CONTEXT) {
  setTimeout(() => {
    const file = relative('', process.argv[1] ?? '');
    const open = process.getActiveResourcesInfo().join(', ') || 'nothing';
    process.stderr.write(
      `CHL_TEST_TIME: ${file} is not done after ${minutes} minutes. It keeps open: ${open}.\n` +
        '  The last test that is told of is done: look at the one after it, and at what it leaves open.\n',
    );
    process.exit(1);
  }, minutes * 60_000).unref();
}
