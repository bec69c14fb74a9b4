import { type paths, useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

type MessagePage = paths['/api/messages']['get']['responses'][200]['content']['application/json'];
/** A message of a list, without what it says. */
export type Message = MessagePage['items'][number];
export type MessageState = Message['state'];

/** In the order in which a person cares for them. */
export const messageStates = Object.keys(messages.en.states) as MessageState[];

export const stateColor = {
  requested: 'neutral',
  claimed: 'neutral',
  sent: 'success',
  failed: 'error',
  unknown: 'warning',
  refused: 'error',
  expired: 'neutral',
  cancelled: 'neutral',
} as const satisfies Record<MessageState, string>;

const { reasons } = messages.en;
const isReason = (code: string): code is keyof typeof reasons => Object.hasOwn(reasons, code);

/** Where the panel keeps what it knows of messages. */
export const messagesKey = ['core', 'messages'] as const;

/** Says what became of a message and why; a code that only a plugin knows stands as it is. */
export function useMessageText() {
  const { t } = useText(messages);
  return {
    state: (state: MessageState) => t(`states.${state}`),
    reason: (code: string) => (isReason(code) ? t(`reasons.${code}`) : code),
  };
}
