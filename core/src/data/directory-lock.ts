import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { problem } from '../http/problem.ts';

/**
 * Takes an embedded database's folder for this process; two would corrupt it.
 * @returns the way to give it back
 * @throws CHL_DATABASE_IN_USE, naming the process that has it
 */
export function lockDirectory(directory: string): () => void {
  const file = `${directory.replace(/\/+$/, '')}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    if (take(file)) return () => rmSync(file, { force: true });
    const holder = read(file);
    if (holder === process.pid || isRunning(holder)) {
      throw problem('CHL_DATABASE_IN_USE', { detail: `${directory} is open in process ${holder}` });
    }
    if (holder) setAside(file, holder);
  }
}

/** A link appears with its content, so that nobody ever reads a lock without its holder. */
function take(file: string): boolean {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Renames before deleting, so that of two processes that see a dead holder only one removes its lock. */
function setAside(file: string, holder: number): void {
  const aside = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return;
  }
  if (read(aside) !== holder) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function read(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return 0;
  }
}

function isRunning(pid: number): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

const codeOf = (error: unknown) => (error as { code?: string }).code;
