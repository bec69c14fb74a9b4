import { allPages, type paths, useApi, useMutation, useQuery, useQueryClient } from '../../kit/index.ts';

type Answer<Path extends '/api/connections/{id}' | '/api/deliveries/{id}'> =
  paths[Path]['get']['responses'][200]['content']['application/json'];
export type Connection = Answer<'/api/connections/{id}'>;
export type WholeDelivery = Answer<'/api/deliveries/{id}'>;
export type Delivery =
  paths['/api/deliveries']['get']['responses'][200]['content']['application/json']['items'][number];
export type Connector =
  paths['/api/connectors']['get']['responses'][200]['content']['application/json']['items'][number];
export type Check = paths['/api/connections/check']['post']['responses'][200]['content']['application/json'];

/** Where the panel keeps what it knows of connections. */
export const connectionsKey = ['core', 'connections'] as const;
export const oneConnection = (id: string) => [...connectionsKey, 'one', id] as const;

export const healthColor = {
  ok: 'success',
  silent: 'warning',
  failing: 'error',
  waiting: 'info',
  paused: 'neutral',
} as const satisfies Record<Connection['health']['state'], string>;

export const deliveryColor = {
  queued: 'info',
  done: 'success',
  ignored: 'neutral',
  quarantined: 'error',
  discarded: 'neutral',
} as const satisfies Record<Delivery['state'], string>;
export const deliveryStates = Object.keys(deliveryColor) as Delivery['state'][];

/** All connections, looked at again as long as the page is open: a retailer has dozens. */
export function useConnections() {
  const api = useApi();
  return useQuery({
    queryKey: [...connectionsKey, 'list'],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        api.get('/api/connections', {
          params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } },
          signal,
        }),
      ),
    refetchInterval: 10_000,
  });
}

export function useConnectors() {
  const api = useApi();
  return useQuery({
    queryKey: [...connectionsKey, 'connectors'],
    queryFn: async ({ signal }) => (await api.get('/api/connectors', { signal })).items,
  });
}

/** One connection; while something of it is under way it is looked at every second. */
export function useConnection(id: () => string) {
  const api = useApi();
  return useQuery({
    queryKey: () => oneConnection(id()),
    queryFn: ({ signal }) => api.get('/api/connections/{id}', { params: { path: { id: id() } }, signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.sync?.running || data?.ending || (data && data.deliveries.queued > 0) ? 1_000 : 10_000,
  });
}

/** Something done to a connection, which answers how it is then. */
export function useConnectionAction<Args = void>(
  connection: () => Connection,
  act: (connection: Connection, args: Args) => Promise<Connection>,
  done: (now: Connection) => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (args: Args) => act(connection(), args),
    onSuccess(now) {
      queryClient.setQueryData(oneConnection(now.id), now);
      void queryClient.invalidateQueries({ queryKey: [...connectionsKey, 'list'] });
      done(now);
    },
  });
}
