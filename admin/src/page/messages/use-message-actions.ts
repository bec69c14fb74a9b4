import {
  confirm,
  notify,
  useApi,
  useMutation,
  useQueryClient,
  useSession,
  useText,
} from '../../kit/index.ts';
import { messages } from './messages.ts';
import { type Message, messagesKey } from './use-message-text.ts';

/** What a person may do about a message: say what became of it, or take it back. */
export function useMessageActions() {
  const { t } = useText(messages);
  const { can } = useSession();
  const api = useApi();
  const queryClient = useQueryClient();
  // Also after a refusal: somebody else, or the provider's late answer, was faster.
  const onSettled = () => queryClient.invalidateQueries({ queryKey: messagesKey });

  const { mutate: resolve } = useMutation({
    mutationFn: ({ id, outcome }: { id: string; outcome: 'sent' | 'failed' }) =>
      api.post('/api/messages/{id}/resolve', { params: { path: { id } }, body: { outcome } }),
    onSuccess: () => notify(t('was.done')),
    onSettled,
  });
  const { mutate: cancel } = useMutation({
    mutationFn: (id: string) => api.post('/api/messages/{id}/cancel', { params: { path: { id } } }),
    onSuccess: () => notify(t('cancelled')),
    onSettled,
  });
  return {
    may: (message: Message) =>
      can('messages.send', 'everywhere') && (message.state === 'unknown' || message.state === 'requested'),
    async askOutcome({ id, contactPoint }: Message, outcome: 'sent' | 'failed') {
      const yes = await confirm({
        title: t(`was.${outcome}Title`, { to: contactPoint.value }),
        text: t('was.text'),
        action: t(`was.${outcome}`),
      });
      if (yes) resolve({ id, outcome });
    },
    async askToCancel({ id, contactPoint }: Message) {
      const yes = await confirm({
        title: t('cancelTitle', { to: contactPoint.value }),
        text: t('cancelText'),
        action: t('cancel'),
        danger: true,
      });
      if (yes) cancel(id);
    },
  };
}
