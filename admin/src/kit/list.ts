import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';

interface PageOf<T> {
  items: T[];
  next: string | null;
}

/**
 * A list of the API, page after page as it is scrolled: what a `DataTable` wants. A page without items may have a
 * next one.
 * @param key names the list and all that it depends on
 * @param read asks for a page
 * @example const { rows, table } = useList(() => ['core', 'customers', q.value], (page) => api.get('/api/customers', …));
 * // <DataTable :rows="rows" v-bind="table" …>
 */
export function useList<T>(
  key: MaybeRefOrGetter<readonly unknown[]>,
  read: (page: { cursor?: string; signal: AbortSignal }) => Promise<PageOf<T>>,
) {
  const query = useInfiniteQuery({
    queryKey: computed(() => toValue(key)),
    queryFn: ({ pageParam, signal }) => read({ ...(pageParam ? { cursor: pageParam } : {}), signal }),
    initialPageParam: '',
    getNextPageParam: (last: PageOf<T>) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = computed<T[]>(() => query.data.value?.pages.flatMap(({ items }) => items) ?? []);
  return {
    ...query,
    rows,
    /** Props and listeners of the table: `v-bind`. */
    table: computed(() => ({
      loading: query.isPending.value || query.isFetchingNextPage.value,
      error: rows.value.length === 0 ? (query.error.value ?? undefined) : undefined,
      more: query.hasNextPage.value,
      onMore: () => {
        if (!query.isFetchingNextPage.value && !query.isError.value) void query.fetchNextPage();
      },
      onRetry: () => void query.refetch(),
    })),
  };
}
