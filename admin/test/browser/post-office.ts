import { type Channel, channel, definePlugin, Type } from '@chaland/core';

/**
 * A plugin that brings the channel `email` and sends nothing: what its `send` does can be replaced. By itself it
 * takes whatever it is handed.
 */
export function postOffice() {
  const office = { send: (async () => ({ providerId: 'p-1' })) as Channel['send'] };
  const plugin = definePlugin({
    id: 'post-office',
    version: '1.0.0',
    title: { en: 'Post office', fr: 'Bureau de poste' },
    requires: { api: '^1.0' },
    contributes: [
      channel({
        id: 'email',
        title: { en: 'E-mail', fr: 'E-mail' },
        args: Type.Object({ text: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
        contact: 'email',
        send: async (message, content: Record<string, unknown>, context, sending) =>
          office.send(message, content, context, sending),
      }),
    ],
  });
  return Object.assign(office, { plugin });
}
