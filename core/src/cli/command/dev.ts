import { spawn } from 'node:child_process';
import { Command } from 'commander';
import { action, type Call } from '../action.ts';

export const devCommand = () =>
  new Command('dev')
    .summary('run the server, and again after every change')
    .description(
      'As `chaland start`, restarted whenever chaland.config.ts or a file that it imports changes.\n' +
        "The first administrator's invitation and key are printed once, at the first start on a new database.",
    )
    .action(action((call) => watch(call)));

/** Node's own watch mode runs `chaland start`: it knows every file that was loaded. */
function watch({ options }: Call): Promise<number> {
  const [, entry = ''] = process.argv;
  const { config, json, verbose, wait } = options;
  const args = [
    ...process.execArgv,
    '--watch',
    '--watch-preserve-output',
    entry,
    'start',
    ...(config ? ['--config', config] : []),
    ...(json ? ['--json'] : []),
    ...(verbose ? ['--verbose'] : []),
    ...(wait === false ? ['--no-wait'] : []),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    // Ctrl-C reaches the child by itself; stay until it has put its things away.
    const stay = () => {};
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', stay).on('SIGTERM', forward);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', stay).off('SIGTERM', forward);
      resolve(signal ? 0 : (code ?? 0));
    });
  });
}
