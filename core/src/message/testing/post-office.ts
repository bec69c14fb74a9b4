import { Type } from 'typebox';
import { definePlugin } from '../../plugin/define-plugin.ts';
import type { Contribution } from '../../plugin/extension-point.ts';
import { type Channel, channel, type OutgoingMessage } from '../channel.ts';
import { type SendRule, sendRule } from '../send-rule.ts';

/** What a channel of a test was handed. */
export interface Posted {
  message: OutgoingMessage;
  content: Record<string, unknown>;
}

/**
 * A plugin that brings the channel `email`, and lays what it is handed on a pile. Its `send` can be replaced by what the
 * channel does besides: throw, or wait.
 */
export function postOffice({
  rules = [],
  contributes = [],
  ...options
}: {
  rules?: readonly Pick<SendRule, 'id' | 'decide'>[];
  contributes?: readonly Contribution[];
} & Partial<Pick<Channel, 'atOnce'>> = {}) {
  const office = {
    posted: [] as Posted[],
    send: (async () => ({})) as Channel['send'],
  };
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
        async send(message, content: Record<string, unknown>, context, sending) {
          office.posted.push({ message, content });
          return office.send(message, content, context, sending);
        },
        ...options,
      }),
      ...rules.map((rule) => sendRule({ title: { en: 'Rule', fr: 'Règle' }, ...rule })),
      ...contributes,
    ],
  });
  return Object.assign(office, { plugin });
}
