import { computed } from 'vue';
import { type components, panelInfo, useApi, useQuery, useSession } from '../../kit/index.ts';

type Store = components['schemas']['Store'];

/** All stores that the role lets be known; none where it doesn't. */
export function useStores() {
  const api = useApi();
  const { can } = useSession();
  const { data } = useQuery({
    queryKey: ['core', 'stores', 'all'],
    async queryFn({ signal }) {
      const stores: Store[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 200, ...(cursor ? { cursor } : {}) };
        const { items, next } = await api.get('/api/stores', { params: { query }, signal });
        stores.push(...items);
        cursor = next ?? undefined;
      } while (cursor);
      return stores;
    },
    enabled: () => can('stores.read'),
    staleTime: 300_000,
  });
  const zones = computed(() => new Map((data.value ?? []).map(({ id, timeZone }) => [id, timeZone])));
  return {
    stores: computed<Store[]>(() => data.value ?? []),
    timeZoneOf: (store: string | undefined): string =>
      (store && zones.value.get(store)) || panelInfo.locale.timeZone,
  };
}
