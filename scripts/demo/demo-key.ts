import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Chaland } from '@chaland/core';

/** The demo's key, the same at every start, so that a line from the shell's history still works. It opens nothing but this demo. */
export async function demoKey({ access }: Chaland, file: string): Promise<string> {
  const kept = readIfThere(file);
  if (kept && (await access.authenticate(`Bearer ${kept}`))) return kept;
  const { key } = await access.createKey({ name: 'Demo', grants: [{ role: 'administrator' }] });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
