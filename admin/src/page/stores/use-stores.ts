import { computed } from 'vue';
import { allPages, type components, useApi, useQuery, useSession } from '../../kit/index.ts';

export type Store = components['schemas']['Store'];
export type Brand = components['schemas']['Brand'];

/** The brands, and what people call one by its id. */
export function useBrands() {
  const api = useApi();
  const { can } = useSession();
  const brands = useQuery({
    queryKey: ['core', 'brands', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.get('/api/brands', { params: { query: { cursor, limit: 200 } }, signal })),
    enabled: () => can('stores.read'),
    staleTime: 300_000,
  });
  const byId = computed(() => new Map((brands.data.value ?? []).map((brand) => [brand.id, brand])));
  return {
    brands: computed<Brand[]>(() => brands.data.value ?? []),
    brandOf: ({ brandId }: Pick<Store, 'brandId'>) => byId.value.get(brandId ?? ''),
  };
}

/** All stores: a retailer has hundreds at most. */
export function useStores() {
  const api = useApi();
  return useQuery({
    queryKey: ['core', 'stores', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.get('/api/stores', { params: { query: { cursor, limit: 200 } }, signal })),
  });
}
