import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNone } from './assert-none.ts';
import { noChromium } from './launch.ts';
import type { Look } from './look.ts';
import { keepEvidence, visit as open, type Visit } from './visit.ts';

/** Outside git; each failed test has a folder here. */
const evidence = join(import.meta.dirname, '../../../.chaland/browser-tests');

/** Opens a browser for the test; the test fails when its page has a fault that wasn't expected. */
export type OpenVisit = (url: string, look?: Look & { traced?: boolean }) => Promise<Visit>;

/**
 * A test that drives a browser, skipped where there is none. What a failure's pages showed is kept, and the
 * failure says where.
 * @example
 * browserTest('the API has a page to try it', async (visit) => {
 *   await using app = await startTestPanel();
 *   const { page } = await visit(`${app.url}/api/docs`);
 *   await page.getByRole('heading', { name: 'Chaland' }).waitFor();
 * });
 */
export function browserTest(
  name: string,
  body: (visit: OpenVisit) => Promise<void>,
  /** Milliseconds, where it looks at more than a test usually does. */
  { timeout }: { timeout?: number } = {},
): void {
  test(name, { skip: noChromium, ...(timeout ? { timeout } : {}) }, async () => {
    const visits: Visit[] = [];
    try {
      await body(async (url, look) => {
        const opened = await open(url, look);
        visits.push(opened);
        return opened;
      });
      const faults = visits.flatMap((visit) => visit.faults.unexpected());
      assertNone(faults, 'the pages had faults that the test did not expect');
    } catch (error) {
      throw await withEvidence(error as Error, name, visits);
    } finally {
      await Promise.all(visits.map(({ context }) => context.close()));
    }
  });
}

async function withEvidence(error: Error, name: string, visits: readonly Visit[]): Promise<Error> {
  const folder = join(evidence, name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(-80));
  rmSync(folder, { recursive: true, force: true });
  await Promise.all(visits.map((visit, index) => keepEvidence(visit, folder, `page-${index + 1}`)));
  // Where they are not what failed, they often say why it did.
  const faults = visits
    .flatMap((visit) => visit.faults.unexpected())
    .filter((fault) => !error.message.includes(fault));
  const more = [
    ...(faults.length > 0 ? [`Faults of its pages:\n  ${faults.join('\n  ')}`] : []),
    ...visits.map(({ page }, index) => `Page ${index + 1} was at ${page.url()}`),
    `What they showed, and a trace of each: ${folder}`,
  ].join('\n');
  error.message += `\n${more}`;
  error.stack = `${error.stack}\n${more}`;
  return error;
}
