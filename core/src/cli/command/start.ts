import { Command } from 'commander';
import { linkTo } from '../../access/sign-in/links.ts';
import { createLog } from '../../log.ts';
import { action, type Call } from '../action.ts';
import { configFileOf, withChaland } from '../deployment.ts';
import { exitCode } from '../failure.ts';
import { Interrupted, interruptible } from '../interrupt.ts';
import { builtPanel, developedPanel } from '../panel.ts';
import { styled } from '../terminal.ts';

export const startCommand = () =>
  new Command('start')
    .summary('run the server')
    .description(
      'Migrates the database, then serves the API, hands moments to subscribers and runs jobs, until it is told\n' +
        'to stop (SIGTERM or Ctrl-C): it then takes no more requests, finishes those under way, and ends with 0.\n' +
        'While the database is down at start it waits for it.\n\n' +
        'PORT and HOST replace the configured address; PORT=0 takes a free port.',
    )
    .action(action((call) => serve(call)));

/** Serves until a signal asks to stop. */
export function serve(call: Call): Promise<number> {
  return interruptible(call.terminal, 'requests under way are finished first', (signal) =>
    withChaland(
      call,
      async (chaland) => {
        const firstKey = await chaland.access.ensureFirstKey();
        const invitation = await chaland.access.ensureFirstInvitation();
        const { url } = await chaland.http.listen();
        await chaland.start();
        const origin = chaland.config.http.origin ?? url;
        tellStarted(call, {
          url,
          ...(firstKey ? { firstKey: firstKey.key } : {}),
          ...(invitation ? { invitation: linkTo(origin, invitation.token) } : {}),
        });
        await aborted(signal);
        return exitCode.ok;
      },
      {
        signal,
        log: createLog(),
        migrate: true,
        panel: process.env[developedPanel] ?? builtPanel(configFileOf(call)),
      },
    ).catch((error) => {
      // Told to stop while it waited for the database: that is an end like any other.
      if (error instanceof Interrupted) return exitCode.ok;
      throw error;
    }),
  );
}

interface Started {
  url: string;
  firstKey?: string;
  /** The link by which the first administrator sets a password. */
  invitation?: string;
}

function tellStarted({ terminal }: Call, started: Started): void {
  terminal.result(started, () =>
    [
      `${styled('bold', 'Chaland')} is at ${started.url}`,
      `  Panel:             ${started.url}/admin/`,
      `  API documentation: ${started.url}/api/docs`,
      ...(started.invitation
        ? [
            `  First administrator's invitation: ${styled('bold', started.invitation)}`,
            '  Open it to set your password. It is good once, for seven days, and is not shown again.',
          ]
        : []),
      ...(started.firstKey
        ? [
            `  First administrator's key: ${styled('bold', started.firstKey)}`,
            '  Keep it now: it is not shown again. It is sent as "Authorization: Bearer <key>".',
          ]
        : []),
    ].join('\n'),
  );
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
