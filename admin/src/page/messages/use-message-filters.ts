import { computed } from 'vue';
import { useRoute, useRouter } from '../../kit/index.ts';
import { type MessageState, messageStates } from './use-message-text.ts';

/** What narrows the list. */
export interface MessageFilters {
  state?: MessageState;
  channel?: string;
  purpose?: string;
}

const isState = (value: string): value is MessageState => (messageStates as string[]).includes(value);

/** The filters as they stand in the address, and how to change all of them there. */
export function useMessageFilters() {
  const route = useRoute();
  const router = useRouter();
  const filters = computed((before?: MessageFilters): MessageFilters => {
    // While the page fades for another one, the address is that one's already.
    if (route.name !== 'messages') return before ?? {};
    const [state, channel, purpose] = [route.query.state, route.query.channel, route.query.purpose].map(
      (value) => String(value ?? ''),
    );
    return {
      ...(state && isState(state) ? { state } : {}),
      ...(channel ? { channel } : {}),
      ...(purpose ? { purpose } : {}),
    };
  });
  return {
    filters,
    isFiltered: computed(() => Object.keys(filters.value).length > 0),
    set: (wanted: MessageFilters) => void router.replace({ query: { ...wanted } }),
  };
}
