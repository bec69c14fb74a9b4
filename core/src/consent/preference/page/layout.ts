import type { Language } from '../../../text.ts';
import { type Html, html } from './html.ts';
import { policy, style } from './style.ts';
import { words } from './words.ts';

export interface Page {
  status?: number;
  language: Language;
  /** Who asks; empty where nobody said. */
  name: string;
  title: string;
  body: Html;
}

/** A whole page. It works without scripts, loads nothing, and is kept nowhere: neither by browsers nor by search engines. */
export function pageAnswer({ status = 200, language, name, title, body }: Page): Response {
  const other = language === 'fr' ? 'en' : 'fr';
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${name ? `${title} · ${name}` : title}</title>
<style>${{ html: style }}</style>
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
      'content-security-policy': policy,
      'x-robots-tag': 'noindex, nofollow',
    },
  });
}
