import { sharedAcrossCopies } from '../error-kind.ts';
import type { Text } from '../text.ts';
import { accessProblems } from './problem/access.ts';
import { connectionProblems } from './problem/connection.ts';
import { consentProblems } from './problem/consent.ts';
import { customerProblems } from './problem/customer.ts';
import { deploymentProblems } from './problem/deployment.ts';
import { momentProblems } from './problem/moment.ts';
import type { ProblemType } from './problem/problem-type.ts';
import { requestProblems } from './problem/request.ts';

export type { ProblemType };

export interface ProblemDetails {
  /** What exactly is wrong, with the values that show it (never personal data). */
  detail?: string;
  /** JSON Pointer to the fault in the input, e.g. `/517/data/lines/0/quantity`. */
  pointer?: string;
  /** More faults of the same input. */
  errors?: Fault[];
  /** Replaces the table's `mend` where the case allows to say more. */
  mend?: string;
  /** The detail in both languages, where whoever raises it can tell: a person reads it as it is. */
  says?: Text;
  cause?: unknown;
  headers?: Record<string, string>;
}

/** One fault in an input. */
export interface Fault {
  /** JSON Pointer. */
  pointer: string;
  message: string;
}

/** An error for the outside, as RFC 9457 tells it: what, where, and what to do. */
export class Problem extends Error {
  static {
    sharedAcrossCopies(Problem, 'chaland.problem');
  }

  override readonly name = 'Problem';
  readonly code: string;
  readonly type: ProblemType;
  readonly details: ProblemDetails;

  constructor(code: string, type: ProblemType, details: ProblemDetails = {}) {
    const what = details.detail ?? type.title;
    const where = details.pointer ? ` (at ${details.pointer})` : '';
    super(`${code}: ${what}${where}. ${details.mend ?? type.mend}`, { cause: details.cause });
    this.code = code;
    this.type = type;
    this.details = details;
  }

  get status(): number {
    return this.type.status;
  }

  /** The body of an `application/problem+json` answer. */
  toJSON() {
    const { detail, pointer, errors, mend, says } = this.details;
    return {
      type: `https://chaland.dev/problems/${this.code}`,
      title: this.type.title,
      status: this.type.status,
      code: this.code,
      ...(detail ? { detail } : {}),
      ...(pointer ? { pointer } : {}),
      ...(errors?.length ? { errors } : {}),
      mend: mend ?? this.type.mend,
      ...(says ? { says } : {}),
    };
  }
}

/**
 * A table of problems, and the way to raise one of them.
 * @example
 * const problem = defineProblems({ LOYALTY_NO_CARD: { status: 404, title: 'No such card', mend: 'Check the number.' } });
 * throw problem('LOYALTY_NO_CARD', { detail: 'card 12 is unknown' });
 */
export function defineProblems<Code extends string>(table: Record<Code, ProblemType>) {
  const raise = (code: Code, details?: ProblemDetails) => new Problem(code, table[code], details);
  return Object.assign(raise, { table });
}

/** Core's own problems, by area. `docs/problems.md` is written from this table. */
export const problem = defineProblems({
  ...requestProblems,
  ...accessProblems,
  ...momentProblems,
  ...customerProblems,
  ...consentProblems,
  ...connectionProblems,
  ...deploymentProblems,
});
