import { after, before, describe } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { assertAccessible } from './browser/accessible.ts';
import { assertNone } from './browser/assert-none.ts';
import { browserTest } from './browser/browser-test.ts';
import { correspond, forgetfulPostOffice } from './browser/correspondence.ts';
import { leaveIdentityWork } from './browser/identity-work.ts';
import { assertKeyboardReachesAll } from './browser/keyboard.ts';
import { noChromium } from './browser/launch.ts';
import { type Look, sizes } from './browser/look.ts';
import { closeByEscape, type Opening, openingsOf } from './browser/openings.ts';
import { assertSpeaks } from './browser/panel-texts.ts';
import { logIn, type Person, somebody } from './browser/people.ts';
import { settled } from './browser/settled.ts';
import { marie, openShop } from './browser/shop.ts';
import { startTestPanel, type TestPanel } from './browser/start-test-panel.ts';
import { listenToWords } from './browser/vocabulary.ts';
import config from './chaland.config.ts';

/** Each theme, each size and each language twice: what one of them breaks shows in one of these. */
const looks: Required<Look>[] = [
  { language: 'fr', theme: 'light', size: 'desk' },
  { language: 'en', theme: 'dark', size: 'desk' },
  { language: 'en', theme: 'light', size: 'phone' },
  { language: 'fr', theme: 'dark', size: 'phone' },
];

/** Pages that no menu names, by what they are of. */
const inner = (customer: string, user: string, pair: string, request: string) => [
  `/admin/customers/${customer}`,
  `/admin/customers/${customer}?tab=details`,
  `/admin/customers/${customer}?tab=core-customer-merges`,
  `/admin/duplicates/${pair}`,
  '/admin/quarantined-identifiers',
  `/admin/customers/${customer}?tab=core-consent-consents`,
  `/admin/customers/${customer}?tab=core-messages-messages`,
  '/admin/purposes/notices/newsletter',
  `/admin/privacy/requests/${request}`,
  `/admin/users/${user}`,
  '/admin/roles/administrator',
  '/admin/stores/LYON',
  '/admin/settings/score-rfm',
  '/admin/subscriptions/sales.project',
  '/admin/account',
  '/admin/nowhere',
];

describe('every page is accessible, and speaks one language', { concurrency: 2 }, () => {
  let app: TestPanel;
  let person: Person;
  let paths: string[];
  let openings: Record<string, Opening[]>;
  before(async () => {
    if (noChromium) return;
    app = await startTestPanel({ plugins: [...config.plugins, forgetfulPostOffice().plugin] });
    const { 1001: customer = '', 1002: paul = '' } = await openShop(app);
    const pair = await leaveIdentityWork(app, customer, paul);
    await correspond(app, customer, marie.identifiers[0]!.value);
    const { body: request } = await app.post('/api/privacy/requests', {
      kind: 'erasure',
      customer: paul,
      requester: { name: 'Paul Martin', way: 'post' },
    });
    person = await somebody(app);
    const other = await somebody(app);
    paths = inner(customer, other.id, pair.id, request.id);
    openings = openingsOf(person.name, customer, other.id);
  });
  after(() => app?.close());

  for (const look of looks) {
    const { language, theme, size } = look;
    // At both sizes, in both themes: the rings are drawn from the same few colours in each.
    const withKeyboard = (theme === 'light') === (size === 'desk');
    browserTest(
      `in "${language}", ${theme}, at ${sizes[size].width} × ${sizes[size].height}`,
      async (visit) => {
        const { page, context } = await visit(`${app.url}/admin/`, look);
        const faults = new Set<string>();
        /** What looks at `page`, until it is given up. */
        const looker = (page: Page) => {
          const words = listenToWords(page);
          const note = ({ message }: Error) => page.isClosed() || faults.add(message);
          const lookAt = async (what: string) => {
            await settled(page);
            await assertAccessible(page, what).catch(note);
            await assertSpeaks(page, language, words, what).catch(note);
          };
          const check = async (what: string) => {
            await lookAt(what);
            if (withKeyboard) await assertKeyboardReachesAll(page, what).catch(note);
          };
          const walk = async (path: string) => {
            await page.goto(`${app.url}${path}`);
            await check(path);
            for (const { what, open } of openings[path] ?? []) {
              await open(page, language);
              await lookAt(`${what} on ${path}`);
              await closeByEscape(page);
            }
          };
          return { check, walk };
        };
        let { check, walk } = looker(page);
        await check('the log-in page');
        await logIn(page, language, person);
        for (const path of [...(await menuOf(page)), ...paths]) {
          if (await ends(walk(path))) continue;
          // Chromium stalled: seen once, on a busy machine. Twice on one page is the page's fault.
          const stalled = context.pages();
          ({ check, walk } = looker(await context.newPage()));
          for (const page of stalled) page.close().catch(() => {});
          if (!(await ends(walk(path)))) faults.add(`${path} stands still`);
        }
        assertNone([...faults], 'the pages have faults');
      },
      { timeout: 600_000 },
    );
  }
});

/** False where it isn't done after a minute and a half, ten times as long as the longest page takes. */
const ends = (work: Promise<void>): Promise<boolean> => {
  work.catch(() => {});
  return Promise.race([work.then(() => true), pause(90_000, false, { ref: false })]);
};

/** The addresses in the menu, which a phone hides. */
async function menuOf(page: Page): Promise<string[]> {
  const size = page.viewportSize()!;
  await page.setViewportSize(sizes.desk);
  const links = page.getByRole('navigation').getByRole('link');
  await links.first().waitFor();
  const paths = await links.evaluateAll((all) =>
    all.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  );
  await page.setViewportSize(size);
  return [...new Set(paths)];
}
