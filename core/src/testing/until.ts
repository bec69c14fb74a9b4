import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds that a test waits for what others do: a slow machine takes its time, and a hang has a name. */
const patience = 60_000;

/** Between two looks, in milliseconds. */
const interval = 5;

/**
 * Waits for what a server or another process does, by looking again and again. What this process does is awaited.
 * @param what is told when it doesn't come: "the query runs"
 * @throws after a minute
 */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > giveUp) throw new Error(`waited ${patience / 1000} s, and not yet: ${what}`);
    await pause(interval);
  }
}
