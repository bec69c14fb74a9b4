import { Problem } from '../../http/problem.ts';
import { type Finding, wrong } from './finding.ts';

/** What went wrong while a check looked, as its finding. */
export function fromProblem(check: string, error: unknown): Finding {
  if (!(error instanceof Problem)) {
    return wrong(
      check,
      (error as Error)?.message || String(error),
      'See the message; it is not one of Chaland’s own.',
    );
  }
  const { title, detail, errors = [], mend } = error.toJSON();
  const faults = errors
    .map(({ pointer, message }) => `\n${pointer ? `${pointer}: ` : ''}${message}`)
    .join('');
  return wrong(check, `${title}${detail ? `: ${detail}` : ''}${faults}`, mend);
}
