import type { Stream } from '../moment/stream/subscriber.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/**
 * Hands subscribers what waits for them, showing how far they are.
 * @returns how many times a moment was handled
 */
export async function drainShown(
  stream: Stream,
  terminal: Terminal,
  { subscription, signal }: { subscription?: string; signal: AbortSignal },
): Promise<number> {
  const status = await stream.status();
  const total = status
    .filter(({ id, state }) => state === 'running' && (!subscription || id === subscription))
    .reduce((sum, { behind, retrying }) => sum + behind + retrying, 0);
  const progress = showProgress(terminal, { title: 'Handing to subscribers', unit: 'moments' });
  let done = 0;
  await stream.drain({
    ...(subscription ? { subscription } : {}),
    signal,
    progress(handled) {
      done = handled;
      progress.update({ done, total: Math.max(total, done) });
    },
  });
  progress.end();
  return done;
}
