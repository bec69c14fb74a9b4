import type { Page } from 'playwright-core';
import { assertNone } from './assert-none.ts';
import { languageFaults, type Pair, type Vocabulary } from './language-faults.ts';
import type { Language } from './look.ts';
import { pageTexts } from './page-texts.ts';

/** Fails where the page, as it stands, shows a key or another language than this. */
export async function assertSpeaks(
  page: Page,
  language: Language,
  { pairs, data }: Vocabulary,
  what = page.url(),
): Promise<void> {
  const catalogues = await panelCatalogues(page);
  const texts = await pageTexts(page);
  const faults = languageFaults(texts, language, { pairs: [...catalogues, ...pairs], data });
  const lang = await page.locator('html').getAttribute('lang');
  if (lang !== language) faults.push(`the page says of itself that it is in "${lang}"`);
  assertNone(faults, `not all of ${what} is in "${language}"`);
}

/** The parts of Vue and vue-i18n that lead from the mounted panel to its texts. */
interface MountedPanel extends Element {
  __vue_app__?: {
    __VUE_I18N_SYMBOL__: symbol;
    _context: { provides: Record<symbol, { global: { messages: { value: Record<Language, object> } } }> };
  };
}

/** Every text that the running panel and its plugins have, in both languages. */
async function panelCatalogues(page: Page): Promise<Pair[]> {
  const { en, fr } = await page.evaluate(() => {
    const mounted = [...document.querySelectorAll<MountedPanel>('body > *')].find((each) => each.__vue_app__);
    const app = mounted?.__vue_app__;
    if (!app) throw new Error('No mounted panel on this page.');
    const messages = app._context.provides[app.__VUE_I18N_SYMBOL__]?.global.messages.value;
    return JSON.parse(JSON.stringify(messages)) as Record<Language, object>;
  });
  const [english, french] = [flat(en), flat(fr)];
  return [...new Set([...english.keys(), ...french.keys()])].map((key) => ({
    en: english.get(key) ?? '',
    fr: french.get(key) ?? '',
  }));
}

function flat(messages: object, path = ''): Map<string, string> {
  const found = Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : [...flat(value, `${path}${key}.`)],
  );
  return new Map(found);
}
