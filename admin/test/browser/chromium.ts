import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { npmChromium } from './npm-chromium.ts';

/** A browser to start. */
export interface Chromium {
  executable: string;
  /** Where it is from, in words. */
  from: string;
  /** What its environment has to say more than ours. */
  env: Record<string, string>;
}

/** The browser that the tests drive, or why there is none. */
export type FoundChromium = Chromium | { problem: string };

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The one in CHALAND_CHROMIUM (`none` for none), else the one inside an npm package, else the machine's. None is
 * ever downloaded.
 * @throws when CHALAND_CHROMIUM names a file that isn't there
 */
export function findChromium(): FoundChromium {
  const { CHALAND_CHROMIUM: given } = process.env;
  if (given === 'none') return { problem: 'CHALAND_CHROMIUM says none' };
  if (given) {
    if (!existsSync(given)) throw new Error(`CHALAND_CHROMIUM is ${given}, and there is no such file.`);
    return { executable: given, from: 'CHALAND_CHROMIUM', env: {} };
  }
  try {
    return npmChromium();
  } catch (error) {
    const executable = ofTheMachine();
    if (executable) return { executable, from: 'this machine', env: {} };
    const [reason] = (error as Error).message.split('\n');
    return { problem: `${reason}, and none of ${names.join(', ')} is installed` };
  }
}

function ofTheMachine(): string | undefined {
  const inPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...inPath, ...places].find((file) => existsSync(file));
}
