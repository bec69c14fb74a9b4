import assert from 'node:assert/strict';
import { definePlugin, problem, subscriber } from '@chaland/core';
import { aReceipt } from '@chaland/core/testing';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';
import config from './chaland.config.ts';

const words = {
  fr: {
    subscription: 'Fragile',
    what: 'Aucun magasin n’a ce code',
    replay: 'Rejouer',
    done: /présenté de nouveau/,
    none: 'Rien de mis de côté',
  },
  en: {
    subscription: 'Fragile',
    what: 'No store has this code',
    replay: 'Replay',
    done: /handed over again/,
    none: 'Nothing put aside',
  },
};

/** A subscription whose handler refuses every moment until it is mended. */
function fragile() {
  const state = { mended: false, handled: 0 };
  const plugin = definePlugin({
    id: 'fragile',
    version: '1.0.0',
    title: { en: 'Fragile', fr: 'Fragile' },
    requires: { api: '^1.0' },
    contributes: [
      subscriber({
        id: 'fragile.read',
        title: { en: 'Fragile', fr: 'Fragile' },
        from: 'beginning',
        attempts: 1,
        async handle(moments) {
          if (!state.mended) throw problem('CHL_STORE_UNKNOWN', { detail: 'no store has the code "NICE"' });
          state.handled += moments.length;
        },
      }),
    ],
  });
  return { plugin, state };
}

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a moment put aside shows its error, and is replayed once that is mended, in "${language}"`,
    async (visit) => {
      const { plugin, state } = fragile();
      await using app = await startTestPanel({ plugins: [...config.plugins, plugin] });
      await app.post('/api/moments', aReceipt());
      await app.drain();

      const { page } = await visit(`${app.url}/admin/subscriptions`, { language });
      await logIn(page, language, await somebody(app));
      await page.getByRole('link', { name: say.subscription }).click();
      await page.getByText(say.what, { exact: true }).waitFor();
      await page.locator('[lang=en]').getByText('no store has the code "NICE"').waitFor();

      state.mended = true;
      await page.getByRole('button', { name: say.replay, exact: true }).click();
      await page.getByText(say.done).first().waitFor();
      await app.drain();
      await page.reload();
      await page.getByText(say.none).waitFor();
      assert.equal(state.handled, 1);
    },
  );
}
