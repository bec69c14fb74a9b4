import { usePreferredDark, useStorage } from '@vueuse/core';
import { computed, watchEffect } from 'vue';

export type Theme = 'light' | 'dark' | 'auto';

/** What the person chose on this browser; `public/theme.js` reads the same before anything is drawn. */
export const theme = useStorage<Theme>('chaland-theme', 'auto');

const systemIsDark = usePreferredDark();
export const isDark = computed(() => (theme.value === 'auto' ? systemIsDark.value : theme.value === 'dark'));

watchEffect(() => {
  document.documentElement.classList.toggle('dark', isDark.value);
  document.documentElement.classList.toggle('light', !isDark.value);
});
