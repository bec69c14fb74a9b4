// For CI: sees to it that there is a browser, with Debian's where none comes with the packages. Never fails:
// without one the browser tests are skipped, and the run says so.
import { spawnSync } from 'node:child_process';
import { type FoundChromium, findChromium } from './chromium.ts';

function installed(): FoundChromium {
  const found = findChromium();
  if (!('problem' in found)) return found;
  if (process.getuid?.() !== 0) return { problem: `${found.problem}, and only root may install one` };
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    const { error, status } = spawnSync('apt-get', ['--quiet', ...args], { stdio: 'inherit' });
    if (error || status !== 0) {
      return { problem: `${found.problem}; apt-get ${args[0]} failed (${error?.message ?? status})` };
    }
  }
  return findChromium();
}

const found = installed();
console.log(
  'problem' in found ? `No Chromium: ${found.problem}.` : `Chromium of ${found.from}: ${found.executable}`,
);
