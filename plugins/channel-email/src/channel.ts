import { type Context, channel, TemporaryFailure } from '@chaland/core';
import MailComposer from 'nodemailer/lib/mail-composer';
import { EmailContent } from './mail/content.ts';
import { writeMail } from './mail/write.ts';
import { type EmailSettings, senderOf } from './settings.ts';
import { handOver } from './smtp/hand-over.ts';

/** E-mail, by the retailer's own SMTP server or provider. */
export const email = channel<EmailContent>({
  id: 'email',
  title: { en: 'E-mail', fr: 'E-mail' },
  args: EmailContent,
  contact: 'email',
  async send(message, content, context, { signal }) {
    const settings = await settingsOf(context);
    const mail = new MailComposer(writeMail(message, content, senderOf(settings, message.brand))).compile();
    const { from, to } = mail.getEnvelope();
    const providerId = await handOver(settings, { from, to }, await mail.build(), { signal });
    return { providerId };
  },
});

/** Settings are mended by people: what waits for that has time. */
async function settingsOf({ settings }: Context): Promise<EmailSettings> {
  try {
    return await settings<EmailSettings>();
  } catch (cause) {
    throw new TemporaryFailure(`the settings of channel-email can't be used: ${(cause as Error).message}`, {
      cause,
    });
  }
}
