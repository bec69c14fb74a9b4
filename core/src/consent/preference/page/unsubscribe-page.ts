import type { Language } from '../../../text.ts';
import type { ContactPoint } from '../../contact-point.ts';
import { html } from './html.ts';
import { hostedPage } from './layout.ts';
import { masked } from './masked.ts';
import { words } from './words.ts';

export interface UnsubscribePage {
  language: Language;
  name: string;
  /** What ends: `Offers and news · E-mail`. */
  what: string;
  contactPoint: ContactPoint | null;
}

/** Asks, and changes nothing: programs that look at links come here too. */
export function unsubscribePage(
  { language, name, what, contactPoint }: UnsubscribePage,
  { status = 200, incomplete = false } = {},
): Response {
  const say = words[language];
  return hostedPage({
    status,
    language,
    name,
    title: say.unsubscribeTitle,
    body: html`${incomplete && html`<p class="said warn" role="alert">${say.noForm}</p>`}
<form method="post" action="?lang=${language}" class="card">
<p>${say.unsubscribeLead}</p>
<h2>${what}</h2>
${contactPoint && html`<p class="soft">${masked(contactPoint)}</p>`}
<div class="actions"><button name="do" value="unsubscribe">${say.unsubscribe}</button></div>
</form>`,
  });
}

/** What one click, or the button, did. */
export const unsubscribedPage = ({ language, name, what, contactPoint }: UnsubscribePage): Response =>
  hostedPage({
    language,
    name,
    title: words[language].unsubscribedTitle,
    body: html`<div class="said" role="status"><p>${words[language].unsubscribed}</p>
<h2>${what}</h2>
${contactPoint && html`<p class="soft">${masked(contactPoint)}</p>`}</div>`,
  });
