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

const outlived = new Set<string>();

/** The deployment at `url` ends with its test: what its pages still ask of it is no fault of theirs. */
export const outlive = (url: string): void => {
  outlived.add(new URL(url).origin);
};

/** Collects a page's console errors, uncaught errors, failed requests and answers that tell of a fault. */
export function watchForFaults(page: Page): Faults {
  const faults: string[] = [];
  const note = (fault: string) => {
    if (!outlived.has(originOf(page.url()))) faults.push(fault);
  };
  const expected = [...usual];

  page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // Told better by the answer itself.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    note(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // A page that is left, or a search that is overtaken by the next letter, breaks off its own requests.
    if (reason === 'net::ERR_ABORTED') return;
    note(`${request.method()} ${pathOf(request.url())} failed: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() < 400) return;
    note(`${response.request().method()} ${pathOf(response.url())} answered ${response.status()}`);
  });

  return {
    expect: (fault) => expected.push(fault),
    unexpected: () => faults.filter((fault) => !expected.some((pattern) => pattern.test(fault))),
  };
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
