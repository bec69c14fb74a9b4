import { computed } from 'vue';
import { type components, useApi, useQuery, useSession, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

export type Role = components['schemas']['Role'];
export type Permission = components['schemas']['Permission'];

/** May everything; its name is ours to translate, since nobody can change it. */
const administrator = 'administrator';

/** All roles: there are a handful. */
export function useRoles() {
  const api = useApi();
  const { can } = useSession();
  return useQuery({
    queryKey: ['core', 'roles', 'all'],
    queryFn: ({ signal }) => api.get('/api/roles', { signal }),
    select: ({ items }) => items,
    enabled: () => can('roles.read'),
  });
}

/** What people call a role. */
export function useRoleName() {
  const { t } = useText(messages);
  return ({ code, name }: { code: string; name?: string | undefined }) =>
    code === administrator ? t('administrator') : (name ?? code);
}

/** The permissions by who declares them, core's first. */
export function usePermissionGroups() {
  const api = useApi();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['core', 'permissions'],
    queryFn: ({ signal }) => api.get('/api/permissions', { signal }),
    staleTime: 300_000,
  });
  const groups = computed(() => {
    const byPlugin = Map.groupBy(data.value?.items ?? [], ({ plugin }) => plugin);
    return [...byPlugin].map(([plugin, permissions]) => ({ plugin, permissions }));
  });
  return { groups, isPending, error, refetch };
}
