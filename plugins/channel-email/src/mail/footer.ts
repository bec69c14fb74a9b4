import { escapeHtml } from './html.ts';

interface Links {
  preferences: string;
  unsubscribe: string;
}

const wording = {
  fr: {
    why: 'Vous recevez ce message parce que vous avez accepté nos offres par e-mail.',
    unsubscribe: 'Se désinscrire',
    preferences: 'Gérer mes préférences',
  },
  en: {
    why: 'You receive this message because you agreed to our offers by e-mail.',
    unsubscribe: 'Unsubscribe',
    preferences: 'Manage my preferences',
  },
};

/** @param language BCP 47; whatever isn't French is served in English */
const wordsFor = (language: string) => (/^fr\b/i.test(language) ? wording.fr : wording.en);

/** What advertising ends with, where its content has no way out of its own. */
export function textFooter({ preferences, unsubscribe }: Links, language: string): string {
  const words = wordsFor(language);
  return `\n\n-- \n${words.why}\n${words.unsubscribe} : ${unsubscribe}\n${words.preferences} : ${preferences}\n`;
}

export function htmlFooter({ preferences, unsubscribe }: Links, language: string): string {
  const words = wordsFor(language);
  const link = (url: string, text: string) => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
  return `<hr>\n<p style="font-size:smaller">${escapeHtml(words.why)}<br>\n${link(unsubscribe, words.unsubscribe)} · ${link(preferences, words.preferences)}</p>`;
}
