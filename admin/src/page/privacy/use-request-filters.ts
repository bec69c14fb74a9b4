import { computed } from 'vue';
import { useRoute, useRouter } from '../../kit/index.ts';
import { requestStates } from './use-request-text.ts';

/** What narrows the queue: a state, or those whose day has passed. */
export const requestShows = ['all', 'overdue', ...requestStates] as const;
export type RequestShow = (typeof requestShows)[number];

/** What is shown, as it stands in the address. */
export function useRequestShow() {
  const route = useRoute();
  const router = useRouter();
  const show = computed((before?: RequestShow): RequestShow => {
    // While the page fades for another one, the address is that one's already.
    if (route.name !== 'privacy-requests') return before ?? 'all';
    return requestShows.find((one) => one === route.query.show) ?? 'all';
  });
  return {
    show,
    query: computed(() => {
      if (show.value === 'all') return {};
      return show.value === 'overdue' ? { overdue: true } : { state: show.value };
    }),
    choose: (to: RequestShow) => void router.replace({ query: to === 'all' ? {} : { show: to } }),
  };
}
