import { computed } from 'vue';
import { useApi, useQuery, useSession } from '../../kit/index.ts';

/** Milliseconds between two looks; none while the page is hidden. */
const every = 30_000;

/** How the day goes in the stores that the person may see. */
export function useToday() {
  const api = useApi();
  const { can } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['core', 'moments', 'today'],
    queryFn: ({ signal }) => api.get('/api/moments/today', { signal }),
    enabled: () => can('moments.read'),
    refetchInterval: every,
  });
  const stores = computed(() => data.value?.items.toSorted((a, b) => b.moments - a.moments));
  const total = computed(() => stores.value?.reduce((sum, { moments }) => sum + moments, 0));
  return { stores, total, error, refetch };
}

/** How many customers there are, for whoever may see all of them. */
export function useCustomerCount() {
  const api = useApi();
  const { can } = useSession();
  return useQuery({
    queryKey: ['core', 'customers', 'count'],
    queryFn: ({ signal }) => api.get('/api/customers/count', { signal }),
    enabled: () => can('customers.read', 'everywhere'),
    refetchInterval: every,
  });
}

/** How the subscriptions do. */
export function useSubscriptionHealth() {
  const api = useApi();
  const { can } = useSession();
  return useQuery({
    queryKey: ['core', 'subscriptions'],
    queryFn: ({ signal }) => api.get('/api/subscriptions', { signal }),
    enabled: () => can('subscriptions.read', 'everywhere'),
    refetchInterval: every,
  });
}
