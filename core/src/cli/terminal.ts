import { styleText } from 'node:util';

/** What commands write to: people's text or one JSON document, never both. */
export interface Terminal {
  /** True under --json: then stdout carries JSON alone. */
  readonly json: boolean;
  /** True with --verbose. */
  readonly verbose: boolean;
  /** A line for people, on stdout; nothing under --json. */
  say(line?: string): void;
  /** A remark beside the result, on stderr; nothing under --json. */
  remark(line: string): void;
  /** What the command is for: the value as JSON for machines, else its text. */
  result(value: unknown, text: () => string): void;
}

export function createTerminal({ json = false, verbose = false } = {}): Terminal {
  return {
    json,
    verbose,
    say(line = '') {
      if (!json) process.stdout.write(`${line}\n`);
    },
    remark(line) {
      if (!json) process.stderr.write(`${line}\n`);
    },
    result(value, text) {
      process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text()}\n`);
    },
  };
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** Coloured where stdout is a terminal that shows colours, and NO_COLOR is not set. */
export const styled = (style: Style, text: string): string =>
  styleText(style, text, { stream: process.stdout });
