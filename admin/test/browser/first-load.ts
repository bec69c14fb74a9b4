import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** One file that the browser asked for. */
export interface LoadedFile {
  path: string;
  /** Bytes over the line, compressed by gzip. */
  bytes: number;
}

/**
 * What a browser that knows nothing yet loads of the panel itself to show a page: its scripts and styles, down
 * to those that only this page needs. Fonts and pictures, which nothing waits for, are not among them.
 * @param shown resolves when the page shows what it is for
 */
export async function firstLoad(page: Page, url: string, shown: () => Promise<void>): Promise<LoadedFile[]> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  const files: Promise<LoadedFile>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const isCode = ['document', 'script', 'stylesheet'].includes(response.request().resourceType());
    if (!isCode || !pathname.startsWith('/admin')) return;
    files.push(response.body().then((body) => ({ path: pathname, bytes: gzipSync(body).length })));
  });
  await page.goto(url);
  await shown();
  await page.waitForLoadState('networkidle');
  return (await Promise.all(files)).sort((a, b) => b.bytes - a.bytes);
}
