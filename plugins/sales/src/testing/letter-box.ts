import { channel, definePlugin, type OutgoingMessage, type Static, Type } from '@chaland/core';

const Content = Type.Object(
  { subject: Type.String(), text: Type.String(), values: Type.Record(Type.String(), Type.String()) },
  { additionalProperties: false },
);

/** An e-mail that was handed over. */
export interface Posted {
  message: OutgoingMessage;
  content: Static<typeof Content>;
}

/** A channel `email` that takes what the real one takes, and keeps it. */
export function letterBox() {
  const posted: Posted[] = [];
  const plugin = definePlugin({
    id: 'letter-box',
    version: '1.0.0',
    title: { en: 'Letter box', fr: 'Boîte aux lettres' },
    requires: { api: '^1.0' },
    contributes: [
      channel<Static<typeof Content>>({
        id: 'email',
        title: { en: 'E-mail', fr: 'E-mail' },
        args: Content,
        contact: 'email',
        async send(message, content) {
          posted.push({ message, content });
          return {};
        },
      }),
    ],
  });
  return { posted, plugin };
}
