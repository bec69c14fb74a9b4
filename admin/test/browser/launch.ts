import { after } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium.ts';

const found = findChromium();

/** Why browser tests can't run here, or false. */
export const noChromium: string | false =
  'problem' in found ? `there is no Chromium here: ${found.problem}` : false;

let launched: Promise<Browser> | undefined;
after(async () => (await launched)?.close());

/** The browser of this process, started when the first one asks; the test file's end closes it. */
export function theBrowser(): Promise<Browser> {
  if ('problem' in found) throw new Error(`There is no Chromium here: ${found.problem}.`);
  launched ??= chromium.launch({
    executablePath: found.executable,
    env: { ...process.env, ...found.env },
    timeout: 60_000,
  });
  return launched;
}
