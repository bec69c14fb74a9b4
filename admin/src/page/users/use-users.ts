import { ApiProblem, allPages, type components, useApi, useQuery, useText } from '../../kit/index.ts';
import { useGrantProblem } from '../roles/grant-problem.ts';
import { messages } from './messages.ts';

export type User = components['schemas']['User'];
export type UserLink = components['schemas']['UserLink'];
type Language = User['language'];

export const stateColor = { invited: 'info', active: 'success', disabled: 'neutral' } as const;

/** As the API compares addresses, roughly: it has the last word. */
export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

/** All users: a retailer has hundreds. */
export function useUsers() {
  const api = useApi();
  return useQuery({
    queryKey: ['core', 'users', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.get('/api/users', { params: { query: { cursor, limit: 200 } }, signal })),
  });
}

/** The languages to choose from; `own` is none chosen. */
export function useLanguages() {
  const { t } = useText(messages);
  return {
    choices: () => [
      { label: t('languageOwn'), value: 'own' },
      { label: t('fr'), value: 'fr' },
      { label: t('en'), value: 'en' },
    ],
    chosenOf: (language: Language): string => language ?? 'own',
    languageOf: (chosen: string): Language => (chosen === 'fr' || chosen === 'en' ? chosen : null),
    said: (language: Language): string => (language ? t(language) : t('languageOwn')),
  };
}

/** What to tell of a refused change of a user, and at which of its fields. */
export function useUserProblem() {
  const { t } = useText(messages);
  const saidOf = useGrantProblem();
  const said = (error: unknown): string => {
    const status = error instanceof ApiProblem ? error.status : undefined;
    if (status === 404) return t('goneMeanwhile');
    return status === 409 ? t('lastAdministrator') : saidOf(error);
  };
  return (error: unknown) => {
    const faults = error instanceof ApiProblem ? error.faults : [];
    const isConflict = error instanceof ApiProblem && error.status === 409;
    const isTaken = isConflict && faults.some(({ pointer }) => pointer === '/email');
    return {
      faults,
      email: isTaken ? t('taken') : faults.some(({ pointer }) => pointer === '/email') ? t('badEmail') : '',
      general: !error || isTaken ? undefined : said(error),
    };
  };
}
