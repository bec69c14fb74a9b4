import { computed, type Ref, watch } from 'vue';
import {
  ApiProblem,
  notify,
  useApi,
  useQuery,
  useQueryClient,
  useRoute,
  useRouter,
  useText,
} from '../../kit/index.ts';
import { messages } from './messages.ts';

/** 422 is an id that no customer can have. */
const isNobody = (error: unknown) => error instanceof ApiProblem && [404, 410, 422].includes(error.status);

/** The customer whose id is in the address; one who was merged leads to who remains. */
export function useCustomer(id: Ref<string>) {
  const { t } = useText(messages);
  const api = useApi();
  const router = useRouter();
  const route = useRoute();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: ['core', 'customer', id],
    queryFn: ({ signal }) => api.get('/api/customers/{id}', { params: { path: { id: id.value } }, signal }),
    // Somebody may be erased while the page is open in the back.
    refetchOnWindowFocus: true,
  });

  // Its data goes on being there after a refusal: this page must not show it then.
  const gone = computed(() => isNobody(query.error.value));
  const customer = computed(() => (gone.value ? undefined : query.data.value));

  watch(
    query.data,
    (found) => {
      if (!found || found.id === id.value) return;
      queryClient.setQueryData(['core', 'customer', found.id], found);
      notify(t('moved'));
      void router.replace({ name: 'customer', params: { id: found.id }, query: route.query });
    },
    { immediate: true },
  );

  return {
    customer,
    gone,
    /** They were shown before they were gone. */
    wasHere: computed(() => query.data.value !== undefined),
    isPending: query.isPending,
    error: query.error,
    refetch: query.refetch,
    /** Another request about them failed: nobody there any more? */
    lookAgain(error: unknown) {
      if (isNobody(error)) void query.refetch();
    },
  };
}
