import { spawnSync } from 'node:child_process';
import { type FoundChromium, findChromium } from './chromium.ts';

/**
 * The browser of the tests, with Debian's installed where there is none. Never fails: without one the browser tests
 * are skipped, and the run says so. For CI, which asks for it by CHALAND_INSTALL_CHROMIUM=1.
 */
export function installChromium(): FoundChromium {
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
