import { formatNumber, type paths, useApi, useQuery, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

type Answer = paths['/api/subscriptions']['get']['responses'][200]['content']['application/json'];
export type Subscription = Answer['items'][number];

/** What is to be said of a subscription first: its state, or what keeps it from doing well. */
export type Condition = 'running' | 'paused' | 'dormant' | 'held' | 'attention';

export function conditionOf({ state, heldBy, parked }: Subscription): Condition {
  if (state !== 'running') return state;
  if (heldBy !== null) return 'held';
  return parked > 0 ? 'attention' : 'running';
}

/** Whether somebody has to look: it doesn't read, or has given something up. A dormant one is as it should be. */
export const needsSomebody = (subscription: Subscription): boolean =>
  ['paused', 'held', 'attention'].includes(conditionOf(subscription));

export const conditionColor = {
  running: 'success',
  paused: 'warning',
  dormant: 'neutral',
  held: 'error',
  attention: 'error',
} as const satisfies Record<Condition, string>;

export const conditionIcon: Record<Condition, string> = {
  running: 'i-lucide-circle-check',
  paused: 'i-lucide-circle-pause',
  dormant: 'i-lucide-moon',
  held: 'i-lucide-hourglass',
  attention: 'i-lucide-triangle-alert',
};

/** The subscriptions, asked for again while the page is looked at. */
export function useSubscriptions(every = 5_000) {
  const api = useApi();
  return useQuery({
    queryKey: ['core', 'subscriptions'],
    queryFn: ({ signal }) => api.get('/api/subscriptions', { signal }),
    // Not while the page is hidden: that is how TanStack Query has it.
    refetchInterval: every,
    staleTime: 0,
  });
}

/** Unread moments are counted up to so many. */
const bound = 10_000;

/** How many moments are unread, in words. */
export function useUnread() {
  const { t } = useText(messages);
  return ({ behind }: Subscription) =>
    behind >= bound ? t('many', { number: formatNumber(behind) }) : formatNumber(behind);
}
