import { ApiProblem, problemText, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

/** What to tell of a refused change of what somebody may. */
export function useGrantProblem() {
  const { t } = useText(messages);
  return (error: unknown): string =>
    error instanceof ApiProblem && error.code === 'CHL_FORBIDDEN' ? t('escalation') : problemText(error);
}
