import { spawn } from 'node:child_process';
import { Command } from 'commander';
import { action, type Call } from '../action.ts';
import { configFileOf } from '../deployment.ts';
import { buildProblem, developedPanel, panelMaker } from '../panel.ts';

export const devCommand = () =>
  new Command('dev')
    .summary('run the server, and again after every change')
    .description(
      'As `chaland start`, restarted whenever chaland.config.ts or a file that it imports changes. The panel is\n' +
        'served without building, and changes as its files do.\n' +
        "The first administrator's key is printed once, at the first start on a new database.",
    )
    .action(action((call) => develop(call)));

/** The panel's development server outlives the restarts of the server, so that pages stay as they are. */
async function develop(call: Call): Promise<number> {
  const configFile = configFileOf(call);
  const maker = await panelMaker(configFile);
  const panel = await maker?.servePanel(configFile).catch((cause) => {
    throw buildProblem(cause);
  });
  try {
    return await watch(call, panel ? { [developedPanel]: panel.url } : {});
  } finally {
    await panel?.close();
  }
}

/** Node's own watch mode runs `chaland start`: it knows every file that was loaded. */
function watch({ options }: Call, environment: Record<string, string>): Promise<number> {
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
    const child = spawn(process.execPath, args, {
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
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
