import type { Language } from '../../../text.ts';
import { type Html, html } from './html.ts';
import { policyOf, style } from './style.ts';
import { words } from './words.ts';

export interface HostedPage {
  status?: number;
  language: Language;
  /** Who asks; empty where nobody said. */
  name: string;
  title: string;
  body: Html;
  /** CSS of the page's own, after that of all pages. */
  sheet?: string;
}

/**
 * A whole page for people without an account. It works without scripts, loads nothing, and is kept nowhere: neither by browsers nor by search
 * engines. Its other language is `?lang=fr` or `?lang=en` of the same address.
 */
export function hostedPage({ status = 200, language, name, title, body, sheet = '' }: HostedPage): Response {
  const other = language === 'fr' ? 'en' : 'fr';
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${name ? `${title} · ${name}` : title}</title>
<style>${{ html: style + sheet }}</style>
</head>
<body>
<header><p>${name}</p><a href="?lang=${other}" lang="${other}" hreflang="${other}">${words[language].otherLanguage}</a></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return new Response(page.html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': policyOf(style + sheet),
      'x-robots-tag': 'noindex, nofollow',
    },
  });
}
