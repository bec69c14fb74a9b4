import { ref } from 'vue';
import { type paths, textOf, useApi, useQuery, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

type Answer = paths['/api/privacy/retention']['get']['responses'][200]['content']['application/json'];
export type RetentionPolicy = Answer['policies'][number];
export type RetentionRun = Answer['runs'][number];

const lookEvery = 2_000;

/** The policies and the runs; while one goes on, looked at again and again. */
export function useRetention() {
  const api = useApi();
  /** The latest run when one was asked for: until there is another, it has not begun. */
  const asked = ref<{ after: string | undefined }>();
  const isGoingOn = ({ runs: [latest] }: Answer) =>
    latest?.state === 'running' || (asked.value !== undefined && latest?.id === asked.value.after);
  const query = useQuery({
    queryKey: ['core', 'retention'],
    queryFn: ({ signal }) => api.get('/api/privacy/retention', { signal }),
    refetchInterval: ({ state }) => (state.data && isGoingOn(state.data) ? lookEvery : false),
  });
  return {
    ...query,
    /** A run was asked for: shown as soon as it begins. */
    follow() {
      asked.value = { after: query.data.value?.runs[0]?.id };
      void query.refetch();
    },
  };
}

/** Names a policy: what a plugin calls it, or that the retailer set it, and what of whom goes. */
export function usePolicyText() {
  const { t } = useText(messages);
  return {
    what: ({ person, data }: Pick<RetentionPolicy, 'person' | 'data'>) =>
      t('whose', { person: t(`persons.${person}`), data: t(`data.${data}`) }),
    after: (months: number) =>
      months % 12 === 0 ? t('years', { count: months / 12 }) : t('months', { count: months }),
    /** One that is not there any more stands by its id. */
    title: (id: string, policies: readonly RetentionPolicy[]) => {
      const found = policies.find((policy) => policy.id === id);
      return found ? textOf(found.title) : id;
    },
  };
}
