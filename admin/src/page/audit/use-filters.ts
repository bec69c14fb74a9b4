import { computed } from 'vue';
import { useRoute, useRouter } from '../../kit/index.ts';
import { type Filters, filterNames } from './filters.ts';

/** The filters as they stand in the address, and how to change them there. */
export function useFilters() {
  const route = useRoute();
  const router = useRouter();
  const filters = computed(
    (before?: Filters): Filters =>
      // While the page fades for another one, the address is that one's already.
      route.name === 'audit'
        ? Object.fromEntries(filterNames.map((name) => [name, String(route.query[name] ?? '')]))
        : (before ?? {}),
  );
  function set(change: Filters) {
    const query = { ...filters.value, ...change };
    const given = Object.entries(query).filter(([, value]) => value);
    void router.replace({ query: Object.fromEntries(given) });
  }
  return { filters, set };
}
