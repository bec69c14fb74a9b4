import type { Language } from '../../../text.ts';
import { html } from './html.ts';
import { hostedPage } from './layout.ts';
import { words } from './words.ts';

/** Why a link shows nothing. */
export type Unshown = 'forged' | 'expired' | 'erased' | 'busy' | 'failed';

const statuses: Record<Unshown, number> = { forged: 404, expired: 410, erased: 410, busy: 429, failed: 500 };

/** Says why, and what to do. */
export const unshownPage = (
  why: Unshown,
  { language, name, status = statuses[why] }: { language: Language; name: string; status?: number },
): Response =>
  hostedPage({
    status,
    language,
    name,
    title: words[language][`${why}Title`],
    body: html`<p class="card">${words[language][why]}</p>`,
  });

/** The link's address or number is somebody else's now: all it may do is end what is sent there. */
export const passedOnPage = ({
  language,
  name,
  stopped,
}: {
  language: Language;
  name: string;
  stopped: boolean;
}): Response => {
  const say = words[language];
  return hostedPage({
    language,
    name,
    title: stopped ? say.savedTitle : say.passedOnTitle,
    body: stopped
      ? html`<p class="said" role="status">${say.stopped}</p>`
      : html`<p>${say.passedOn}</p>
<form method="post" action="?lang=${language}"><div class="actions"><button name="do" value="stop">${say.stopAll}</button></div></form>`,
  });
};
