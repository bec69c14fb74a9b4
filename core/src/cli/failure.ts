import { Problem } from '../http/problem.ts';
import { styled, type Terminal } from './terminal.ts';

/** What the process ends with. */
export const exitCode = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Tells what went wrong, where, and what to do; the stack only with --verbose. */
export function tellFailure(error: unknown, { json, verbose }: Pick<Terminal, 'json' | 'verbose'>): void {
  const text = json ? JSON.stringify(asJson(error)) : asText(error);
  process.stderr.write(`${text}\n`);
  if (verbose) process.stderr.write(`${stackOf(error)}\n`);
}

function asText(error: unknown): string {
  if (!(error instanceof Problem)) {
    return [
      `${styled('red', 'Unexpected:')} ${(error as Error)?.message || String(error)}`,
      'This is a fault in Chaland or a plugin. Run the command again with --verbose to see where it comes from.',
    ].join('\n');
  }
  const { title, detail, pointer, errors = [], mend } = error.toJSON();
  return [
    `${styled('red', error.code)}: ${title}`,
    ...(detail ? [`  ${detail}`] : []),
    ...(pointer ? [`  at ${pointer}`] : []),
    ...errors.map((fault) => `  ${fault.pointer ? `${fault.pointer}: ` : ''}${fault.message}`),
    `${styled('bold', 'What to do:')} ${mend}`,
  ].join('\n');
}

const asJson = (error: unknown) =>
  error instanceof Problem
    ? error
    : { code: 'CHL_INTERNAL', status: 500, title: (error as Error)?.message || String(error) };

function stackOf(error: unknown): string {
  const { stack, cause } = error as { stack?: string; cause?: unknown };
  return [stack ?? String(error), ...(cause ? [`caused by ${stackOf(cause)}`] : [])].join('\n');
}
