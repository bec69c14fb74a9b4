import { MutationCache, QueryClient } from '@tanstack/vue-query';
import { ApiProblem, onServerBack } from '../api/index.ts';
import { notifyProblem } from '../kit/notify.ts';

declare module '@tanstack/vue-query' {
  interface Register {
    mutationMeta: {
      /** The page shows what went wrong itself; nothing is said in the corner. */
      quiet?: boolean;
    };
  }
}

/** What the panel knows of the server's data. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // What was refused once is refused again; who is away is waited for by the banner.
      retry: (failures, error) => !(error instanceof ApiProblem) && failures < 1,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, { meta }) => {
      // What was to be changed is gone: the lists that still name it are read anew when they are next shown.
      const isGone = error instanceof ApiProblem && [404, 410].includes(error.status);
      if (isGone) void queryClient.invalidateQueries({ refetchType: 'none' });
      if (!meta?.quiet) notifyProblem(error);
    },
  }),
});

onServerBack(() => void queryClient.refetchQueries({ type: 'active' }));
