import { allPages, type components, language, useApi, useQuery, useSession } from '../../kit/index.ts';

export type Notice = components['schemas']['Notice'];

/** What people are told before they agree: the newest version of each. */
export function useNotices() {
  const api = useApi();
  const { can } = useSession();
  return useQuery({
    queryKey: ['core', 'notices', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.get('/api/notices', { params: { query: { cursor, limit: 200 } }, signal })),
    enabled: () => can('consents.read', 'everywhere'),
  });
}

/** The languages that a notice speaks, the reader's own first. */
export const languagesOf = ({ texts }: Pick<Notice, 'texts'>): string[] =>
  Object.keys(texts).toSorted(
    (a, b) => Number(b.startsWith(language.value)) - Number(a.startsWith(language.value)) || (a < b ? -1 : 1),
  );
