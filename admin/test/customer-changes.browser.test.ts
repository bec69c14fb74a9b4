import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { browserTest } from './browser/browser-test.ts';
import { logIn, somebody } from './browser/people.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel, type TestPanel } from './browser/start-test-panel.ts';

/** Erasing as the database sees it. */
async function erase({ db }: TestPanel, id: string) {
  await db.query('delete from chaland.customer_profile where customer_id = $1::uuid', [id]);
  await db.query('delete from chaland.customer where id = $1::uuid', [id]);
}

browserTest(
  'a customer who was merged leads to who remains, and one erased while open is gone',
  async (visit) => {
    await using app = await startTestPanel();
    const { 1001: marie = '', 1002: paul = '' } = await openShop(app);
    await app.db.query('update chaland.customer set merged_into = $2::uuid where id = $1::uuid', [
      paul,
      marie,
    ]);
    const { page, faults } = await visit(`${app.url}/admin/customers/${paul}`, { language: 'fr' });
    await logIn(page, 'fr', await somebody(app));
    await page.getByRole('heading', { level: 1, name: 'Marie Dubois' }).waitFor();
    await page.waitForURL(`**/admin/customers/${marie}`);

    await erase(app, marie);
    faults.expect(/^GET \/api\/(customers|x\/sales\/customers|x\/score-rfm\/customers)\/.* answered 404$/);
    await page.getByRole('button', { name: 'Étape' }).click();
    await page.getByRole('option', { name: 'Conseil' }).click();
    await page.getByText('Ce client a été effacé').waitFor();
    assert.equal(await page.getByText('Marie Dubois').count(), 0);
  },
);

browserTest('a customer erased while open is gone from every part that is opened next', async (visit) => {
  await using app = await startTestPanel();
  const { 1001: marie = '', 1002: paul = '' } = await openShop(app);
  const person = await somebody(app);
  const gone = (page: Page) => page.getByText('This customer was erased').waitFor();

  const phone = await visit(`${app.url}/admin/customers/${marie}`, { language: 'en', size: 'phone' });
  await logIn(phone.page, 'en', person);
  await phone.page.getByRole('tab', { name: 'At a glance' }).waitFor();
  await phone.page.getByRole('button', { name: 'Read the receipt' }).first().waitFor();
  await erase(app, marie);
  phone.faults.expect(/^GET \/api\/(customers|x\/sales|x\/score-rfm)\/.* answered 404$/);
  await phone.page.getByRole('tab', { name: 'At a glance' }).click();
  await gone(phone.page);

  // Among many, a list that is as long as the window may not have drawn him.
  const desk = await visit(`${app.url}/admin/customers?q=martin`, { language: 'en' });
  await logIn(desk.page, 'en', person);
  await desk.page.getByRole('link', { name: 'Paul Martin' }).waitFor();
  // The list stays as it was read: asked again, it would no longer have whom to open.
  await desk.page.route('**/api/customers?*', () => {});
  await erase(app, paul);
  desk.faults.expect(/^GET \/api\/(customers|x\/sales|x\/score-rfm)\/.* answered 404$/);
  await desk.page.getByRole('link', { name: 'Paul Martin' }).click();
  await desk.page.getByText('There is no such customer').waitFor();
});

browserTest('filters stand in the address, and a moment whose plugin is gone still shows', async (visit) => {
  await using app = await startTestPanel();
  const { 1001: marie = '' } = await openShop(app);
  await app.db.query(
    `insert into chaland.moment (profile_id, occurred_at, id, epoch, type, version, source, source_key, live, recorded_at, data)
     select profile_id, now(), gen_random_uuid(), 1, 'dream', 3, 'x', 'd', true, now(), '{"deep": true}'
     from chaland.customer_profile where customer_id = $1::uuid limit 1`,
    [marie],
  );
  const { page } = await visit(`${app.url}/admin/customers/${marie}`, { language: 'en' });
  await logIn(page, 'en', await somebody(app));
  await page.getByText(/moment of type .dream., whose plugin is not enabled/).waitFor();

  const shown = page.locator('[data-moment]');
  await page.getByRole('button', { name: 'Stage' }).click();
  await page.getByRole('option', { name: 'Advice' }).click();
  await page.waitForURL('**?stage=advice');
  await page.locator('[data-moment=dream]').waitFor({ state: 'detached' });
  assert.deepEqual(await shown.evaluateAll((all) => all.map((one) => one.getAttribute('data-moment'))), [
    'advice',
  ]);

  await page.reload();
  await shown.first().waitFor();
  assert.equal(await shown.count(), 1);
});
