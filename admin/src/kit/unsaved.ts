import { useEventListener } from '@vueuse/core';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import { sayByName } from '../text/messages.ts';
import { confirm } from './confirm.ts';

/**
 * Asks before a page is left whose changes are not saved.
 * @example useUnsaved(() => JSON.stringify(draft.value) !== JSON.stringify(saved.value));
 */
export function useUnsaved(isChanged: () => boolean): void {
  const say = (key: string) => sayByName('shell', key);
  const ask = () => confirm({ title: say('form.unsaved'), action: say('form.leave'), danger: true });
  onBeforeRouteLeave(() => !isChanged() || ask());
  // The same page of something else: the settings of another plugin.
  onBeforeRouteUpdate((to, from) => to.path === from.path || !isChanged() || ask());
  // The browser's own question: it says it in its own words.
  useEventListener('beforeunload', (event) => {
    if (isChanged()) event.preventDefault();
  });
}
