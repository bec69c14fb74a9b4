import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Chromium } from './chromium.ts';

const store = join(import.meta.dirname, '../../../.chaland/chromium');
const unpacker = join(import.meta.dirname, 'unpack-chromium.ts');

/**
 * The Chromium that the npm package `@sparticuz/chromium` ships, for Linux on x64. It is unpacked once, into
 * `.chaland/chromium/<version>` (210 MB, some seconds), and has to run before it is kept.
 * @throws where the package is not installed, has none for this machine, or what it has doesn't run
 */
export function npmChromium(): Chromium {
  const kind = `${process.platform} ${process.arch}`;
  if (kind !== 'linux x64') throw new Error(`@sparticuz/chromium has none for ${kind}`);
  const folder = join(store, versionOf('@sparticuz/chromium'));
  if (!existsSync(folder)) unpack(folder);
  return chromiumIn(folder);
}

function unpack(folder: string): void {
  mkdirSync(store, { recursive: true });
  // Unpacked beside and renamed: whoever starts at the same time never finds half a browser.
  const staging = mkdtempSync(join(store, 'unpacking-'));
  try {
    execFileSync(process.execPath, [unpacker], { env: { ...process.env, TMPDIR: staging }, stdio: 'pipe' });
    const { executable, env } = chromiumIn(staging);
    execFileSync(executable, ['--version'], { env: { ...process.env, ...env }, stdio: 'pipe' });
    // The package's own names folders that only a cloud's machines have.
    const fonts = join(folder, 'fonts/fonts');
    writeFileSync(join(staging, 'fonts.conf'), `<fontconfig><dir>${fonts}</dir></fontconfig>\n`);
    renameSync(staging, folder);
  } catch (error) {
    // Somebody else was faster, and what they made has run too.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function chromiumIn(folder: string): Chromium {
  const libraries = join(folder, 'al2023/lib');
  const { LD_LIBRARY_PATH: others } = process.env;
  return {
    executable: join(folder, 'chromium'),
    from: '@sparticuz/chromium',
    env: {
      LD_LIBRARY_PATH: others ? `${libraries}:${others}` : libraries,
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') }),
    },
  };
}

function versionOf(name: string): string {
  const manifest = fileURLToPath(new URL('../package.json', import.meta.resolve(name)));
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
