import { channels } from '../../message/channel.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import type { Text } from '../../text.ts';

/** A channel as people are asked about it. */
export interface ChannelTold {
  id: string;
  title: Text;
  /** The kind of identifier that it reaches people at; null for what needs none of ours, such as letters. */
  contact: string | null;
}

/** What people agree to, even where no plugin serves it yet. */
const common: readonly ChannelTold[] = [
  { id: 'email', title: { en: 'E-mail', fr: 'E-mail' }, contact: 'email' },
  { id: 'sms', title: { en: 'Text message', fr: 'SMS' }, contact: 'phone' },
  { id: 'phone', title: { en: 'Phone call', fr: 'Appel téléphonique' }, contact: 'phone' },
  { id: 'post', title: { en: 'Letter', fr: 'Courrier' }, contact: null },
];

/** Channels by id: those of the enabled plugins before the common ones. */
export const channelsTold = (extensions: Extensions): ReadonlyMap<string, ChannelTold> =>
  new Map([
    ...common.map((channel) => [channel.id, channel] as const),
    ...extensions
      .all(channels)
      .map(({ value: { id, title, contact } }) => [id, { id, title, contact }] as const),
  ]);
