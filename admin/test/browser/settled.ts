import type { Page } from 'playwright-core';

/** Waits until the page has its heading, and nothing of it is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => {
    const loading = document.querySelectorAll(
      '[aria-busy="true"], main [role="status"] .sr-only, main .animate-pulse',
    );
    return ![...loading].some((element) => element.checkVisibility());
  });
}
