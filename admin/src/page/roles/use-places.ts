import { computed } from 'vue';
import {
  allPages,
  compareText,
  type components,
  useApi,
  useQuery,
  useSession,
  useText,
} from '../../kit/index.ts';
import { messages } from './messages.ts';
import { useRoleName, useRoles } from './use-roles.ts';

export type Grant = components['schemas']['Grant'];

/** Brands and stores by name, as far as the person may see them. */
export function usePlaces() {
  const api = useApi();
  const { can } = useSession();
  const mayRead = () => can('stores.read');
  const stores = useQuery({
    queryKey: ['core', 'stores', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.get('/api/stores', { params: { query: { cursor, limit: 200 } }, signal })),
    enabled: mayRead,
  });
  const brands = useQuery({
    queryKey: ['core', 'brands', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.get('/api/brands', { params: { query: { cursor, limit: 200 } }, signal })),
    enabled: mayRead,
    staleTime: 300_000,
  });
  const byName = <T extends { name: string }>(all: readonly T[] | undefined) =>
    (all ?? []).toSorted((a, b) => compareText(a.name, b.name));
  return {
    stores: computed(() => byName(stores.data.value)),
    brands: computed(() => byName(brands.data.value)),
  };
}

/** A grant in words: its role, and where it holds. */
export function useGrantText() {
  const { t } = useText(messages);
  const nameOf = useRoleName();
  const { data: roles } = useRoles();
  const { stores, brands } = usePlaces();
  const role = ({ role: code }: Grant) =>
    nameOf({ code, name: roles.value?.find((one) => one.code === code)?.name });
  const place = ({ brand, store }: Grant) => {
    if (store) return stores.value.find(({ code }) => code === store)?.name ?? store;
    if (brand) return brands.value.find(({ code }) => code === brand)?.name ?? brand;
    return t('everywhere');
  };
  return { role, place, said: (grant: Grant) => `${role(grant)} · ${place(grant)}` };
}
