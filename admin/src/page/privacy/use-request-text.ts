import { today } from '@internationalized/date';
import { type components, panelInfo, useText } from '../../kit/index.ts';
import { daysLeft } from './days-left.ts';
import { messages } from './messages.ts';

export type PrivacyRequest = components['schemas']['PrivacyRequest'];
export type RequestState = PrivacyRequest['state'];
export type RequestKind = PrivacyRequest['kind'];

export const requestKinds = Object.keys(messages.en.kinds) as RequestKind[];
export const requestStates = Object.keys(messages.en.states) as RequestState[];

/** Where the panel keeps what it knows of privacy requests. */
export const requestsKey = ['core', 'privacy-requests'] as const;

export const stateColor = {
  received: 'warning',
  in_progress: 'info',
  done: 'success',
  refused: 'neutral',
} as const satisfies Record<RequestState, string>;

/** From so many days on, a request presses. */
const pressing = 7;

/** Who asks, until when, and how a way of asking is called. */
export function useRequestText() {
  const { t } = useText(messages);
  const { ways } = messages.en;
  const isWay = (way: string): way is keyof typeof ways => Object.hasOwn(ways, way);
  return {
    way: (way: string) => (isWay(way) ? t(`ways.${way}`) : way),
    /** An answered one that names nobody was made nobody's by an erasure. */
    who: ({ requester, customer, endedAt }: PrivacyRequest) =>
      requester?.name ?? requester?.contact ?? t(customer ? 'linked' : endedAt ? 'nobody' : 'unnamed'),
    due({ dueOn, endedAt }: PrivacyRequest) {
      if (endedAt) return undefined;
      const days = daysLeft(dueOn, today(panelInfo.locale.timeZone).toString());
      if (days < 0) return { text: t('late', { count: -days }), color: 'error' as const };
      const color = days <= pressing ? ('warning' as const) : ('neutral' as const);
      return { text: days === 0 ? t('dueToday') : t('left', { count: days }), color };
    },
  };
}
