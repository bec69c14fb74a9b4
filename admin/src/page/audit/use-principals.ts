import { computed } from 'vue';
import { allPages, compareText, useApi, useQuery, useSession, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

interface Choice {
  label: string;
  value: string;
  type?: 'label';
}

/** Users and keys to choose from, as far as the person may see them. */
export function usePrincipals() {
  const { t } = useText(messages);
  const api = useApi();
  const { can } = useSession();
  const users = useQuery({
    queryKey: ['core', 'users', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.get('/api/users', { params: { query: { cursor, limit: 200 } }, signal })),
    enabled: () => can('users.read'),
  });
  const keys = useQuery({
    queryKey: ['core', 'keys', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.get('/api/keys', { params: { query: { cursor, limit: 200 } }, signal })),
    enabled: () => can('keys.read'),
  });
  const group = (title: string, all: readonly { id: string; name: string }[] | undefined): Choice[][] =>
    all?.length
      ? [
          [
            { label: title, value: title, type: 'label' },
            ...all
              .map(({ id, name }) => ({ label: name, value: id }))
              .toSorted((a, b) => compareText(a.label, b.label)),
          ],
        ]
      : [];
  return computed((): Choice[][] => [
    [{ label: t('anyone'), value: '' }],
    ...group(t('users'), users.data.value),
    ...group(t('keys'), keys.data.value),
  ]);
}
