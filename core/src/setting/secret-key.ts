import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { problem } from '../http/problem.ts';

/** Where the key for secrets comes from. */
export interface SecretKey {
  /** @throws CHL_SECRET_KEY_MISSING */
  toRead(): Buffer;
  /** Makes the key where it may be made. @throws CHL_SECRET_KEY_MISSING */
  toWrite(): Buffer;
}

/** The key of 32 bytes in base64, or undefined when it is not one. */
export function parseSecretKey(text: string): Buffer | undefined {
  const key = Buffer.from(text.trim(), 'base64');
  return key.length === 32 && /^[A-Za-z0-9+/]{43}=?$/.test(text.trim()) ? key : undefined;
}

/**
 * The configured key. An embedded database on disk may do without one: its key is then made with the first
 * secret, in a file beside the data that only its owner may read. Keep it with your backups, but apart from them.
 */
export function secretKey(
  configured: string | undefined,
  /** The address of the database, where it is this process's own. */
  database = '',
): SecretKey {
  const [, directory] = /^pglite:(.+)$/.exec(database) ?? [];
  const file = directory && `${directory.replace(/\/+$/, '')}.key`;

  const known = () => {
    if (configured) return parse(configured, 'secretKey');
    return file ? readKey(file) : undefined;
  };
  return {
    toRead() {
      const key = known();
      if (!key) throw problem('CHL_SECRET_KEY_MISSING');
      return key;
    },
    toWrite() {
      const key = known() ?? (file ? makeKey(file) : undefined);
      if (!key) throw problem('CHL_SECRET_KEY_MISSING');
      return key;
    },
  };
}

function parse(text: string, where: string): Buffer {
  const key = parseSecretKey(text);
  if (!key) {
    throw problem('CHL_CONFIG_INVALID', {
      detail: `${where} is not 32 bytes in base64`,
      mend: 'Make one with: openssl rand -base64 32',
    });
  }
  return key;
}

function readKey(file: string): Buffer | undefined {
  try {
    return parse(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

function makeKey(file: string): Buffer {
  const key = randomBytes(32);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${key.toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  return key;
}
