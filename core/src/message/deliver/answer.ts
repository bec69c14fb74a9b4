import { errorText } from '../../error-text.ts';
import { PermanentFailure, TemporaryFailure } from '../channel.ts';

/** What is known after a hand-over. */
export type Answer =
  | { answer: 'sent'; providerId: string | null }
  /** The provider won't have it. */
  | { answer: 'failed'; detail: string }
  /** Not handed over, for now. */
  | { answer: 'not-now'; detail: string }
  /** Handed over, perhaps. */
  | { answer: 'unknown'; detail: string };

/** Everything that isn't known to be harmless to repeat counts as handed over. */
export function answerOf(error: unknown): Answer {
  const detail = errorText(error);
  if (error instanceof PermanentFailure) return { answer: 'failed', detail };
  if (error instanceof TemporaryFailure) return { answer: 'not-now', detail };
  return { answer: 'unknown', detail };
}
