import { errorText } from '../error-text.ts';
import { Problem } from '../http/problem.ts';
import { VendorFault } from './vendor/vendor-fault.ts';

/** Why a pull ended too early, as it is kept and shown. */
export interface Trouble {
  /** `unauthorized`: the other side refuses what we sign in with; `vendor`: it fails or doesn't answer; `own`: we do. */
  kind: 'unauthorized' | 'vendor' | 'own';
  /** One line, in English, without secrets and personal data. */
  text: string;
  at: string;
}

/** What an error that ended a pull means. */
export function troubleOf(error: unknown, at: Date): Trouble {
  const kind =
    error instanceof VendorFault ? (isUnauthorized(error.status) ? 'unauthorized' : 'vendor') : 'own';
  const text = error instanceof Problem ? errorText(error.message) : errorText(error);
  return { kind, text, at: at.toISOString() };
}

const isUnauthorized = (status: number | undefined) => status === 401 || status === 403;
