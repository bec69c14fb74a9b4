import type { Page } from 'playwright-core';

/** What went wrong in a page that nobody expected. */
export interface Faults {
  /** One that belongs to the test: it must match the fault's text, e.g. /POST \/api\/session answered 401/. */
  expect(fault: RegExp): void;
  /** Those that nobody expected, in words. */
  unexpected(): string[];
}

/** Whoever isn't signed in yet asks who they are, and hears that nobody knows. */
const usual = [/^GET \/api\/session answered 401$/];

/** Collects a page's console errors, uncaught errors, failed requests and answers that tell of a fault. */
export function watchForFaults(page: Page): Faults {
  const seen: string[] = [];
  const expected = [...usual];

  page.on('pageerror', (error) => seen.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // Told better by the answer itself.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    seen.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // A page that is left, or a search that is overtaken by the next letter, breaks off its own requests.
    if (reason === 'net::ERR_ABORTED') return;
    seen.push(`${request.method()} ${pathOf(request.url())} failed: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() < 400) return;
    seen.push(`${response.request().method()} ${pathOf(response.url())} answered ${response.status()}`);
  });

  return {
    expect: (fault) => expected.push(fault),
    unexpected: () => seen.filter((fault) => !expected.some((pattern) => pattern.test(fault))),
  };
}

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
