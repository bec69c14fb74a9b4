import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { type Faults, watchForFaults } from './faults.ts';
import { theBrowser } from './launch.ts';
import { type Look, sizes } from './look.ts';

/** Somebody's browser, with nothing of anybody else's in it. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  faults: Faults;
}

/** Milliseconds that a page may take for one thing: a busy machine is no fault of the panel. */
const patience = 30_000;

const locales = { fr: 'fr-FR', en: 'en-GB' };

/**
 * Opens a browser of its own at `url`, for a person with this look.
 * @param traced false where what was done is too much to be kept as evidence
 */
export async function visit(
  url: string,
  { language = 'fr', theme = 'light', size = 'desk', traced = true }: Look & { traced?: boolean } = {},
): Promise<Visit> {
  const browser = await theBrowser();
  const context = await browser.newContext({
    viewport: sizes[size],
    hasTouch: size === 'phone',
    locale: locales[language],
    timezoneId: 'Europe/Paris',
    colorScheme: theme,
    // What moves is neither here nor there yet when it is looked at.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patience);
  if (traced) await context.tracing.start({ snapshots: true });
  const page = await context.newPage();
  const faults = watchForFaults(page);
  await page.goto(url);
  return { page, context, faults };
}

/** Saves what the browser shows, and the trace of how it came to it, into `folder`. */
export async function keepEvidence({ page, context }: Visit, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => {});
  await context.tracing.stop({ path: join(folder, `${name}-trace.zip`) }).catch(() => {});
}
