import { Command } from 'commander';
import { problem } from '../../http/problem.ts';
import type { Stream } from '../../moment/stream/subscriber.ts';
import { action } from '../action.ts';
import { withChaland } from '../deployment.ts';
import { drainShown } from '../drain.ts';
import { exitCode } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { grouped } from '../progress.ts';

export const replayCommand = () =>
  new Command('replay')
    .summary('hand moments to a subscription again')
    .description(
      'Resets the subscription and hands it the whole stream again, as not live. With --parked, hands over only\n' +
        'the moments that its handler refused. The names are those of `chaland plugin list` and GET /api/subscriptions.\n' +
        'Cut short, it goes on by itself: with the next `chaland replay --parked`, or as the server runs.',
    )
    .argument('<subscription>', 'e.g. sales.project')
    .option('--parked', 'only what is parked')
    .action(
      action<{ parked?: boolean }>((call, subscription) =>
        interruptible(call.terminal, 'the batch under way is finished first', (signal) =>
          withChaland(
            call,
            async ({ stream }) => {
              await refuseUnknown(stream, subscription);
              const { parked = false } = call.options;
              const asked = parked
                ? await stream.replayParked(subscription)
                : await stream.replay(subscription);
              const drained = await drainShown(stream, call.terminal, { subscription, signal });
              const after = (await stream.status()).find(({ id }) => id === subscription);
              const stillParked = after?.parked ?? 0;
              const handled = asked === undefined ? drained : Math.max(0, asked - stillParked);
              call.terminal.result(
                { subscription, handled, parked: stillParked },
                () =>
                  `${subscription}: ${grouped(handled)} handled, ${grouped(stillParked)} parked` +
                  `${after?.state === 'paused' ? `, and it is paused: ${after.reason}` : ''}.`,
              );
              if (signal.aborted) return exitCode.interrupted;
              return stillParked > 0 || after?.state === 'paused' ? exitCode.failed : exitCode.ok;
            },
            { signal },
          ),
        ),
      ),
    );

async function refuseUnknown(stream: Stream, subscription: string): Promise<void> {
  const known = (await stream.status()).map(({ id }) => id);
  if (known.includes(subscription)) return;
  throw problem('CHL_SUBSCRIPTION_UNKNOWN', {
    detail: `"${subscription}"; there ${known.length === 0 ? 'are none' : `are: ${known.join(', ')}`}`,
  });
}
