import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { assertNone } from './assert-none.ts';

/**
 * Fails when axe finds something serious or critical on the page as it stands.
 * @example await assertAccessible(page);
 */
export async function assertAccessible(page: Page, what = page.url()): Promise<void> {
  await standStill(page);
  // By the debugger, since the page's policy takes no script but the panel's own. A page that wasn't left has it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const findings = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      // What is well is neither counted nor sent.
      resultTypes: ['violations'],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, impact, nodes }) =>
        nodes.map(({ target, failureSummary = '' }) => ({
          id,
          impact,
          target: target.join(' '),
          failureSummary,
        })),
      );
  });
  const told = findings.map(
    ({ id, impact, target, failureSummary }) =>
      `${impact} ${id} at ${target}: ${failureSummary.replaceAll(/\s+/g, ' ')}`,
  );
  assertNone(told, `axe has serious findings on ${what}`);
}

/** Waits until nothing fades or slides any more: half-faded text has no contrast. */
export async function standStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const finite = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(finite.map(({ finished }) => finished));
  });
}
