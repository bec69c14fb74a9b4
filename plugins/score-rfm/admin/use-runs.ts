import {
  notify,
  notifyProblem,
  useApi,
  useMutation,
  useQuery,
  useQueryClient,
  useText,
} from '@chaland/admin/kit';
import { computed, ref, watch } from 'vue';
import type { paths } from './api.gen.ts';
import { messages } from './messages.ts';

/** Milliseconds between two looks at a computation that is under way. */
const patience = 1_000;

/** The last computation, followed while it is under way, and how to ask for another. */
export function useRuns(mayRead: boolean) {
  const { t } = useText(messages);
  const api = useApi<paths>();
  const queryClient = useQueryClient();
  const { data } = useQuery({
    queryKey: ['score-rfm', 'runs', 'last'],
    queryFn: ({ signal }) => api.get('/api/x/score-rfm/runs', { params: { query: { limit: 10 } }, signal }),
    enabled: mayRead,
    refetchInterval: ({ state }) => (state.data?.items[0]?.state === 'queued' ? patience : false),
  });
  const last = computed(() => data.value?.items[0]);
  const asked = ref<string>();
  const { mutate: start, isPending: isStarting } = useMutation({
    mutationFn: () => api.post('/api/x/score-rfm/runs', { body: {} }),
    onSuccess(run) {
      asked.value = run.id;
      return queryClient.invalidateQueries({ queryKey: ['score-rfm', 'runs'] });
    },
    onError: notifyProblem,
    meta: { quiet: true },
  });
  watch(last, (now, before) => {
    if (!now || now.state === 'queued' || (before?.id === now.id && before.state === now.state)) return;
    if (before)
      void queryClient.invalidateQueries({
        queryKey: ['score-rfm'],
        predicate: ({ queryKey }) => queryKey[1] !== 'runs',
      });
    if (asked.value !== now.id) return;
    asked.value = undefined;
    if (now.state === 'done') notify(t('doneNow', { count: now.customers ?? 0 }));
  });
  return {
    last,
    /** The one that the scores are from, while another is under way or failed. */
    done: computed(() => data.value?.items.find(({ state }) => state === 'done')),
    start: () => start(),
    isRunning: computed(() => isStarting.value || last.value?.state === 'queued'),
  };
}
