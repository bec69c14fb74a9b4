import type { Stream } from '../moment/stream/subscriber.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** The stream counts what is unread no further than this: beyond it, nobody knows how much is left. */
const countedAtMost = 10_000;

/**
 * Hands subscribers what waits for them, showing how far they are.
 * @returns how many times a moment was handled
 */
export async function drainShown(
  stream: Stream,
  terminal: Terminal,
  { subscription, signal }: { subscription?: string; signal: AbortSignal },
): Promise<number> {
  const running = (await stream.status()).filter(
    ({ id, state }) => state === 'running' && (!subscription || id === subscription),
  );
  const isCounted = running.every(({ behind }) => behind < countedAtMost);
  const total = running.reduce((sum, { behind, retrying }) => sum + behind + retrying, 0);
  const progress = showProgress(terminal, { title: 'Handing to subscribers', unit: 'moments' });
  let done = 0;
  await stream.drain({
    ...(subscription ? { subscription } : {}),
    signal,
    progress(handled) {
      done = handled;
      progress.update({ done, ...(isCounted ? { total: Math.max(total, done) } : {}) });
    },
  });
  progress.end();
  return done;
}
