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
  await addCatalogues(page, pairs);
  const texts = await pageTexts(page);
  const faults = languageFaults(texts, language, { pairs, data });
  const lang = await page.evaluate(() => document.documentElement.lang);
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

/** How many texts each page had when they were last added. */
const added = new WeakMap<Page, string>();

/** Adds every text that the running panel and its plugins have, in both languages; nothing where it has no more by now. */
async function addCatalogues(page: Page, pairs: Pair[]): Promise<void> {
  const found = await page.evaluate((before) => {
    const mounted = [...document.querySelectorAll<MountedPanel>('body > *')].find((each) => each.__vue_app__);
    const app = mounted?.__vue_app__;
    if (!app) throw new Error('No mounted panel on this page.');
    const messages = app._context.provides[app.__VUE_I18N_SYMBOL__]?.global.messages.value;
    // A plugin's texts, and a page's, come whole.
    const names = Object.keys(messages?.en ?? {}).join();
    if (names === before) return undefined;
    return { names, messages: JSON.parse(JSON.stringify(messages)) as Record<Language, object> };
  }, added.get(page));
  if (!found) return;
  added.set(page, found.names);
  const { en, fr } = found.messages;
  const [english, french] = [flat(en), flat(fr)];
  for (const key of new Set([...english.keys(), ...french.keys()]))
    pairs.push({ en: english.get(key) ?? '', fr: french.get(key) ?? '' });
}

function flat(messages: object, path = ''): Map<string, string> {
  const found = Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : [...flat(value, `${path}${key}.`)],
  );
  return new Map(found);
}
