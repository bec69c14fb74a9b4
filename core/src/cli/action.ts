import type { Command } from 'commander';
import { exitCode, tellFailure } from './failure.ts';
import { Interrupted } from './interrupt.ts';
import { createTerminal, type Terminal } from './terminal.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  /** Path of the configuration. */
  config?: string;
  json?: boolean;
  verbose?: boolean;
  /** False under --no-wait. */
  wait?: boolean;
}

/** A command's call: its options with the global ones, and where it writes. */
export interface Call<Options = object> {
  options: Options & GlobalOptions;
  terminal: Terminal;
}

/**
 * Makes a command's action: hands it its call and its arguments, tells what went wrong, sets the exit code.
 * The work may return an exit code of its own.
 */
export function action<Options = object>(
  work: (call: Call<Options>, ...args: string[]) => Promise<number> | Promise<void>,
) {
  return async function run(this: Command): Promise<void> {
    const options = this.optsWithGlobals<Options & GlobalOptions>();
    const terminal = createTerminal(options);
    try {
      process.exitCode = (await work({ options, terminal }, ...this.args)) ?? exitCode.ok;
    } catch (error) {
      process.exitCode = error instanceof Interrupted ? exitCode.interrupted : exitCode.failed;
      if (!(error instanceof Interrupted)) tellFailure(error, terminal);
    }
  };
}
