import { computed } from 'vue';
import { textOf, useApi, useQuery, useSession, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

/** What people agree to even where no plugin serves it yet, and the kind of identifier that it reaches them at. */
const common = { email: 'email', sms: 'phone', phone: 'phone', post: null } as const;

const isCommon = (id: string): id is keyof typeof common => Object.hasOwn(common, id);

/** A way to reach people. */
export interface ChannelTold {
  id: string;
  /** Null for what needs no identifier, such as letters. */
  contact: string | null;
}

/** The channels: the common ones, and those of plugins. */
export function useChannels() {
  const { t } = useText(messages);
  const api = useApi();
  const { can } = useSession();
  const { data } = useQuery({
    queryKey: ['core', 'channels'],
    queryFn: ({ signal }) => api.get('/api/channels', { signal }),
    enabled: () => can('messages.read', 'everywhere'),
    staleTime: 300_000,
  });
  const served = computed(() => data.value?.items ?? []);
  const channels = computed((): ChannelTold[] => [
    ...new Map(
      [...Object.entries(common).map(([id, contact]) => ({ id, contact })), ...served.value].map(
        ({ id, contact }) => [id, { id, contact }] as const,
      ),
    ).values(),
  ]);
  return {
    channels,
    channelName(id: string): string {
      const title = textOf(served.value.find((channel) => channel.id === id)?.title);
      return title || (isCommon(id) ? t(`channel.${id}`) : id);
    },
  };
}
