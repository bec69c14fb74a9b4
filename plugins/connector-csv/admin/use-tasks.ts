import { useApi, useMutation, useQueryClient } from '@chaland/admin/kit';
import type { paths } from './api.gen.ts';
import type { Import } from './import.ts';

type Chosen = string | Record<string, unknown> | undefined;

/** What can be asked of an import; each answers with the import as it is then. */
export function useTasks(id: () => string) {
  const api = useApi<paths>();
  const queryClient = useQueryClient();
  const params = () => ({ path: { id: id() } });
  const bodyOf = (mapping: Chosen) => (mapping === undefined ? {} : { mapping }) as never;
  const onSuccess = (found: Import) => {
    queryClient.setQueryData(['connector-csv', 'import', found.id], found);
    return queryClient.invalidateQueries({ queryKey: ['connector-csv'] });
  };
  return {
    check: useMutation({
      mutationFn: (mapping: Chosen) =>
        api.post('/api/x/connector-csv/imports/{id}/dry-run', { params: params(), body: bodyOf(mapping) }),
      onSuccess,
      meta: { quiet: true },
    }),
    start: useMutation({
      mutationFn: (mapping: Chosen) =>
        api.post('/api/x/connector-csv/imports/{id}/start', { params: params(), body: bodyOf(mapping) }),
      onSuccess,
      meta: { quiet: true },
    }),
    cancel: useMutation({
      mutationFn: () => api.post('/api/x/connector-csv/imports/{id}/cancel', { params: params() }),
      onSuccess,
    }),
  };
}
