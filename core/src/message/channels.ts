import { exactly, type Validate } from '../http/validate.ts';
import type { Contributed, Extensions } from '../plugin/extension-point.ts';
import { type Channel, channels } from './channel.ts';

/** A channel with the plugin that serves it, and the check of what is sent by it. */
export interface KnownChannel extends Contributed<Channel> {
  check: Validate;
}

/** The channels of the enabled plugins, by id. */
export const knownChannels = (extensions: Extensions): ReadonlyMap<string, KnownChannel> =>
  new Map(
    extensions
      .all(channels)
      .map(({ plugin, value }) => [value.id, { plugin, value, check: exactly(value.args) }]),
  );
