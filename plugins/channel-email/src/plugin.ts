import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { email } from './channel.ts';
import { processing } from './processing.ts';
import { EmailSettings } from './settings.ts';

export default definePlugin({
  id: 'channel-email',
  version: pkg.version,
  title: { en: 'E-mail', fr: 'E-mail' },
  description: {
    en: 'Messages by e-mail, over an SMTP server.',
    fr: 'Les messages par e-mail, par un serveur SMTP.',
  },
  requires: { api: '^1.0' },
  settings: EmailSettings,
  processing,
  contributes: [email],
});
