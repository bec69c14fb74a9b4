import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPanel } from '../vite/index.ts';
import { browserTest } from './browser/browser-test.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';
import { outsideDeployment } from './outside/deployment.ts';
import { brokenPanel, giftPanel } from './outside/gift-plugin.ts';

const gifts = ['gift-source', 'gift-prebuilt', 'gift-workspace'];

browserTest(
  'plugins from outside show pages, widgets and moments in one panel, and a broken one fails in its own place',
  async (visit) => {
    using deployment = await outsideDeployment({
      'gift-source': { files: giftPanel('gift-source', 3), form: 'source' },
      'gift-prebuilt': { files: giftPanel('gift-prebuilt', 1), form: 'prebuilt' },
      'gift-workspace': { files: giftPanel('gift-workspace', 4), form: 'workspace' },
      'gift-broken': { files: brokenPanel('gift-broken'), form: 'source' },
    });
    const panel = mkdtempSync(join(tmpdir(), 'chaland-panel-'));
    await buildPanel(deployment.configFile, panel);
    const { default: config } = await import(pathToFileURL(deployment.configFile).href);
    await using app = await startTestPanel({ plugins: config.plugins, panel });
    const { page, faults } = await visit(`${app.url}/admin/`);
    faults.expect(/gift-broken/);
    await logIn(page, 'fr', await somebody(app));

    // Every widget of the slot, in order, and the one that fails in its own place among them.
    for (const id of gifts) await page.getByText(`Encart de ${id}`).waitFor();
    const broken = page.locator('[data-broken="gift-broken"]');
    await broken.waitFor();
    const texts = await page.locator('[data-widget], [data-broken]').allInnerTexts();
    assert.deepEqual(
      texts.map((text) => /gift-\w+/.exec(text)?.[0]),
      ['gift-prebuilt', 'gift-broken', 'gift-source', 'gift-workspace'],
    );
    // Their classes and their own styles have arrived, also of what was built before.
    const looks = await page
      .locator('.gift-widget')
      .evaluateAll((all) =>
        all.map((one) => [
          getComputedStyle(one).borderInlineStartWidth,
          getComputedStyle(one.querySelector('p')!).fontSize,
        ]),
      );
    assert.deepEqual(looks, [
      ['1px', '13.5px'],
      ['3px', '13.5px'],
      ['4px', '13.5px'],
    ]);

    for (const id of gifts) {
      await page.getByRole('link', { name: `Cadeaux de ${id}` }).click();
      await page.getByRole('heading', { name: `Cadeaux de ${id}` }).waitFor();
      await page.getByText(`${id}.given drawn by its plugin`).waitFor();
      assert.equal(new URL(page.url()).pathname, `/admin/x/${id}`);
    }
    rmSync(panel, { recursive: true });
  },
);
