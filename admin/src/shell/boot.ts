import { entries } from 'virtual:chaland-extensions';
import ui from '@nuxt/ui/vue-plugin';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import { onExpired, onServerBack, useApi } from '../api/index.ts';
import { noteBroken, register } from '../extend/registry.ts';
import { corePages } from '../page/index.ts';
import { i18n } from '../text/i18n.ts';
import { panelInfo } from '../text/place.ts';
import App from './App.vue';
import { mendListBoxes } from './list-boxes.ts';
import { queryClient } from './query.ts';
import { makeRouter } from './router.ts';
import { askToSignInAgain, readSession } from './session.ts';

/** Loads the extensions, asks who is logged in, and draws the panel. */
export async function boot(): Promise<void> {
  await Promise.all([loadExtensions(), atFirst(readSession), atFirst(readPanel)]);
  onExpired(askToSignInAgain);

  const app = createApp(App);
  app.use(i18n).use(VueQueryPlugin, { queryClient }).use(makeRouter()).use(ui);
  app.config.errorHandler = (error) => console.error(error);
  mendListBoxes();
  app.mount('#app');
}

async function loadExtensions(): Promise<void> {
  for (const extension of corePages) register(extension);
  const loaded = await Promise.allSettled(entries.map(({ load }) => load()));
  for (const [index, one] of loaded.entries()) {
    const { id } = entries[index]!;
    if (one.status === 'rejected') noteBroken(id, one.reason);
    else if (one.value.default?.id === id) register(one.value.default);
    else noteBroken(id, new Error(`its panel part says it is "${one.value.default?.id}"`));
  }
}

/** What the server can't say yet is asked again when it is back. */
async function atFirst(read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch {
    onServerBack(() => void read().catch(() => {}));
  }
}

async function readPanel(): Promise<void> {
  Object.assign(panelInfo, await useApi().get('/api/panel'));
}
