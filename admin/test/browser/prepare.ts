// Before a run with browser tests: makes once what all of them share, and says plainly when they can't run.
// `node prepare.ts <how many test files>`
import { builtPanel } from './built-panel.ts';
import { findChromium } from './chromium.ts';
import { installChromium } from './install-chromium.ts';

const [count = 'the'] = process.argv.slice(2);
const found = process.env.CHALAND_INSTALL_CHROMIUM ? installChromium() : findChromium();
if ('problem' in found) {
  console.error(`\n!! Browser tests: SKIPPED, all ${count} files of them. ${found.problem}.`);
  console.error(
    '!! To run them: apt-get install chromium, or CHALAND_CHROMIUM=<path of a Chromium or Chrome>.\n',
  );
} else {
  const started = performance.now();
  await builtPanel();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.error(
    `Browser tests: ${count} files, in the Chromium of ${found.from}; their panel took ${seconds} s`,
  );
}
