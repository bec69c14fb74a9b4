import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Chaland } from '@chaland/core';

/** What opens the demo, and nothing but this demo. */
export interface DemoAccess {
  /** Of the API. */
  key: string;
  /** Of the panel's user. */
  email: string;
  password: string;
}

/**
 * The demo's key and its user, an administrator: made at the first start and kept in a file, so that a line from the
 * shell's history still works.
 */
export async function demoAccess(
  { access, config }: Chaland,
  file: string,
): Promise<DemoAccess & { isNew: boolean }> {
  const kept = readIfThere(file);
  if (kept && (await access.authenticate(`Bearer ${kept.key}`))) return { ...kept, isNew: false };
  const grants = [{ role: 'administrator' }];
  const { key } = await access.createKey({ name: 'Demo', grants });
  // The file may have been lost, and the user's password with it: then another user is made.
  const isTaken = await access.users.byEmail('demo@example.com');
  const email = isTaken ? `demo-${randomBytes(3).toString('hex')}@example.com` : 'demo@example.com';
  const password = randomBytes(12).toString('base64url');
  const { language } = config.locale;
  await access.addUser({ email, name: 'Démo', password, grants, language });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ key, email, password })}\n`, { mode: 0o600 });
  return { key, email, password, isNew: true };
}

/** Beside the database, and gone with it. */
export const accessFileOf = ({ config: { database } }: Chaland): string =>
  `${database.replace(/^pglite:/, '').replace(/\/+$/, '')}.access.json`;

function readIfThere(file: string): DemoAccess | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
