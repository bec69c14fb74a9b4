import { type OutgoingMessage, TemporaryFailure } from '@chaland/core';
import type { MailComposerOptions } from 'nodemailer/lib/mail-composer';
import type { Sender } from '../settings.ts';
import type { EmailContent } from './content.ts';
import { fill, names } from './fill.ts';
import { htmlFooter, textFooter } from './footer.ts';
import { escapeHtml, htmlOf } from './html.ts';

/**
 * An e-mail as it leaves. Advertising always has a way out: in its headers, for the button of the mail program
 * (RFC 8058), and in sight.
 * @throws PermanentFailure where a value is missing, TemporaryFailure where there are no links to put in
 */
export function writeMail(
  message: OutgoingMessage,
  { subject, text, html, values = {} }: EmailContent,
  sender: Sender,
): MailComposerOptions {
  const { links, marketing, language } = message;
  const needsLinks =
    marketing || [text, html ?? ''].some((part) => linkNames.some((name) => names(part, name)));
  if (needsLinks && !links) {
    throw new TemporaryFailure(
      'links need the address of the deployment: set http.origin in chaland.config.ts',
    );
  }
  const all = { ...values, ...links };
  const plain = fill(text, all);
  const rich = html === undefined ? htmlOf(plain) : fill(html, all, escapeHtml);
  const hasWayOut = names(text, 'unsubscribe');
  const showsWayOut = html === undefined ? hasWayOut : names(html, 'unsubscribe');
  const footer = marketing && links;
  return {
    // The same at every try, so that whoever gets it twice sees one.
    messageId: `<${message.id}@${sender.from.slice(sender.from.lastIndexOf('@') + 1)}>`,
    from: { name: sender.fromName ?? '', address: sender.from },
    ...(sender.replyTo === undefined ? {} : { replyTo: { name: '', address: sender.replyTo } }),
    to: { name: '', address: message.contactPoint.value },
    subject: fill(subject, values),
    text: footer && !hasWayOut ? plain + textFooter(links, language) : plain,
    html: page(footer && !showsWayOut ? withFooter(rich, htmlFooter(links, language)) : rich, language),
    ...(marketing && links
      ? {
          headers: {
            'List-Unsubscribe': `<${links.unsubscribe}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        }
      : {}),
  };
}

const linkNames = ['unsubscribe', 'preferences'];

/** Inside the body of a whole page, after the content of a part. */
const withFooter = (html: string, footer: string): string => {
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? `${html}\n${footer}` : `${html.slice(0, end)}${footer}\n${html.slice(end)}`;
};

/** A whole page is taken as it is. */
const page = (html: string, language: string): string =>
  /<html[\s>]/i.test(html)
    ? html
    : `<!doctype html>\n<html lang="${escapeHtml(language)}">\n<head><meta charset="utf-8"></head>\n<body>\n${html}\n</body>\n</html>\n`;
