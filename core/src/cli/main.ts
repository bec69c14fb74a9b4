import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { buildCommand } from './command/build.ts';
import { connectionsCommand } from './command/connections.ts';
import { consentCommand } from './command/consent.ts';
import { devCommand } from './command/dev.ts';
import { doctorCommand } from './command/doctor.ts';
import { eraseCommand } from './command/erase.ts';
import { exportCommand } from './command/export.ts';
import { importCommand } from './command/import.ts';
import { keyCommand } from './command/key.ts';
import { migrateCommand } from './command/migrate.ts';
import { openapiCommand } from './command/openapi.ts';
import { pluginCommand } from './command/plugin.ts';
import { replayCommand } from './command/replay.ts';
import { retentionCommand } from './command/retention.ts';
import { startCommand } from './command/start.ts';
import { userCommand } from './command/user.ts';
import { exitCode } from './failure.ts';

const commands = [
  devCommand,
  startCommand,
  buildCommand,
  migrateCommand,
  importCommand,
  replayCommand,
  userCommand,
  keyCommand,
  consentCommand,
  connectionsCommand,
  pluginCommand,
  exportCommand,
  eraseCommand,
  retentionCommand,
  doctorCommand,
  openapiCommand,
];

function createProgram(): Command {
  const program = new Command('chaland')
    .description('Chaland, a headless plugin-based CRM framework for retail.')
    .version(version())
    .option('--config <file>', 'the configuration; chaland.config.ts in the current folder where absent')
    .option('--json', 'write JSON for machines: one document on stdout, errors on stderr')
    .option('--verbose', 'show where errors come from')
    .option('--no-wait', 'fail at once when the database is down, instead of waiting for it')
    .addHelpText(
      'after',
      '\nExit codes: 0 all is well, 1 it failed or found something wrong, 2 wrong usage, 130 stopped by Ctrl-C.',
    );
  for (const command of commands) program.addCommand(command());
  configure(program);
  return program;
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Settings that commander hands down only to commands that it makes itself. */
function configure(command: Command): void {
  command
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help for all options)');
  for (const child of command.commands) configure(child);
}

/**
 * Runs the `chaland` command; its outcome is in `process.exitCode`.
 * @param argv as `process.argv`: the first two are Node and the script
 */
export async function run(argv: readonly string[]): Promise<void> {
  // `chaland key list | head -1` closes the pipe early: that is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    await createProgram().parseAsync([...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  }
}

if (import.meta.main) await run(process.argv);
