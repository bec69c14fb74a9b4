import type { PreferenceLinks } from '../../consent/preference/links.ts';
import type { OutgoingMessage } from '../channel.ts';
import type { Held } from '../claim/candidates.ts';

/** What a channel is told of a message. */
export function outgoing(
  { messageId, customerId, profileId, contactPoint, channel, purpose, marketing, brand, language }: Held,
  links: Pick<PreferenceLinks, 'preferences' | 'unsubscribe'> | null,
): OutgoingMessage {
  const target = { profileId, contactPoint };
  return {
    id: messageId,
    customerId,
    profileId,
    contactPoint,
    channel,
    purpose,
    marketing,
    brand,
    language,
    links: links && {
      preferences: links.preferences(target).url,
      unsubscribe: links.unsubscribe({ ...target, purpose, channel, brand }).url,
    },
  };
}
