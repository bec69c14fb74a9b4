import { computed } from 'vue';
import { useRoute, useRouter } from '../../kit/index.ts';
import { type Delivery, deliveryStates } from './use-connections.ts';

export interface DeliveryFilters {
  state?: Delivery['state'];
  topic?: string;
}

/** Whose deliveries are shown, and which of them, as it stands in the address. */
export function useDeliveryFilters() {
  const route = useRoute();
  const router = useRouter();
  const at = computed((before?: { id: string; filters: DeliveryFilters }) => {
    // While the page fades for another one, the address is that one's already.
    if (before && route.name !== 'deliveries') return before;
    const { state, topic } = route.query;
    const known = deliveryStates.find((one) => one === state);
    return {
      id: String(route.params.id ?? ''),
      filters: {
        ...(known ? { state: known } : {}),
        ...(typeof topic === 'string' && topic !== '' ? { topic } : {}),
      },
    };
  });
  return {
    id: computed(() => at.value.id),
    filters: computed(() => at.value.filters),
    set: (change: { [Name in keyof DeliveryFilters]: DeliveryFilters[Name] | undefined }) =>
      void router.replace({ query: { ...route.query, ...change } }),
  };
}
