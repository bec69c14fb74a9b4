import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from './config.ts';
import { problem } from './http/problem.ts';

const names = ['chaland.config.ts', 'chaland.config.mts', 'chaland.config.mjs', 'chaland.config.js'];

/**
 * Finds and reads a deployment's configuration.
 * @param path the file, or the folder that holds it; the current folder where absent
 * @throws CHL_CONFIG_MISSING, naming where it was looked for
 * @throws CHL_CONFIG_INVALID when it can't be read or exports nothing; what a plugin says of itself, as it said it
 */
export async function loadConfig(path = '.'): Promise<Config> {
  const file = findConfig(path);
  let loaded: { default?: unknown };
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (error) {
    if ((error as Error)?.name === 'Problem') throw error;
    throw unreadable(file, error);
  }
  if (typeof loaded.default !== 'object' || loaded.default === null) {
    throw problem('CHL_CONFIG_INVALID', {
      detail: `${file} has no default export`,
      mend: 'Write: export default defineConfig({ plugins: [ … ] });',
    });
  }
  return loaded.default as Config;
}

/**
 * Where a deployment's configuration is.
 * @param path the file, or the folder that holds it; the current folder where absent
 * @throws CHL_CONFIG_MISSING, naming where it was looked for
 */
export function findConfig(path = '.'): string {
  const place = resolve(path);
  if (existsSync(place) && !statSync(place).isDirectory()) return place;
  const found = names.map((name) => join(place, name)).find((file) => existsSync(file));
  if (found) return found;
  throw problem('CHL_CONFIG_MISSING', {
    detail: existsSync(place) ? `${place} holds none of ${names.join(', ')}` : `${place} is not there`,
  });
}

function unreadable(file: string, cause: unknown) {
  const { message, code, stack = '' } = cause as Error & { code?: string };
  const [, missing] = /Cannot find package '([^']+)'/.exec(message) ?? [];
  if (code === 'ERR_MODULE_NOT_FOUND' && missing) {
    return problem('CHL_CONFIG_INVALID', {
      detail: `${file} imports ${missing}, which is not installed`,
      mend: `Install it in ${dirname(file)}: npm install ${missing}`,
      cause,
    });
  }
  // A syntax error says where it is in the first line of its stack, before its message.
  const place = cause instanceof SyntaxError && /:\d+$/m.test(stack) ? ` (${stack.split('\n')[0]})` : '';
  return problem('CHL_CONFIG_INVALID', {
    detail: `${file} can not be read: ${message}${place}`,
    mend: 'Mend what the message names, in the file or in what it imports.',
    cause,
  });
}
