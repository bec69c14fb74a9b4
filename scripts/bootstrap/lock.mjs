import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from './problem.mjs';

/** Runs `work` while no other process does the same. A lock left by a process that died is taken over. */
export async function withLock(file, work, { patience = 15 * 60_000 } = {}) {
  const giveUp = Date.now() + patience;
  for (let waiting = false; !take(file); waiting = true) {
    if (!waiting) console.error('chaland: waiting for another run to finish installing');
    if (Date.now() > giveUp) {
      throw new Problem(
        `Another run has held ${file} too long.`,
        `If nothing is being installed, delete ${file}.`,
      );
    }
    await pause(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = read(file);
  if (holder && !isAlive(holder)) setAside(file, holder);
  return false;
}

/** Renames before deleting, so that of two processes which see a dead holder only one removes its lock. */
function setAside(file, holder) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return;
  }
  if (read(aside) === holder) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function read(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
