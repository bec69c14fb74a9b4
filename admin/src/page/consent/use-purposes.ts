import { computed } from 'vue';
import { allPages, type components, textOf, useApi, useQuery, useSession } from '../../kit/index.ts';

export type Purpose = components['schemas']['Purpose'];

/** What personal data is used for, and what people call one by its code. */
export function usePurposes() {
  const api = useApi();
  const { can } = useSession();
  const query = useQuery({
    queryKey: ['core', 'purposes', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.get('/api/purposes', { params: { query: { cursor, limit: 200 } }, signal })),
    enabled: () => can('consents.read', 'everywhere'),
  });
  const purposes = computed<Purpose[]>(() => query.data.value ?? []);
  const byCode = computed(() => new Map(purposes.value.map((purpose) => [purpose.code, purpose])));
  return {
    ...query,
    purposes,
    purposeName: (code: string): string => textOf(byCode.value.get(code)?.title) || code,
  };
}
