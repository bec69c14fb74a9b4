import type { Page } from 'playwright-core';
import type { Language, Look } from './look.ts';

/** Turns a page into another look as it stands: as when the evening's colours come, and another tab chose a language. */
export async function turn(page: Page, { language, theme }: Required<Pick<Look, 'language' | 'theme'>>) {
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate((to: Language) => {
    localStorage.setItem('chaland-language', to);
    dispatchEvent(new StorageEvent('storage', { key: 'chaland-language', newValue: to }));
  }, language);
  await page.waitForFunction(
    ([language, theme]) =>
      document.documentElement.lang === language && document.documentElement.classList.contains(theme),
    [language, theme] as const,
  );
}

interface MountedPanel extends Element {
  __vue_app__?: { config: { globalProperties: { $router: { push(path: string): Promise<unknown> } } } };
}

/** Goes to a page as its link would: the panel stays, and only what it shows changes. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate(
    (to) => {
      const mounted = [...document.querySelectorAll<MountedPanel>('body > *')].find(
        (each) => each.__vue_app__,
      );
      return mounted!.__vue_app__!.config.globalProperties.$router.push(to);
    },
    path.replace(/^\/admin/, ''),
  );
}
