import { watchEffect } from 'vue';
import { createI18n } from 'vue-i18n';
import { language } from './language.ts';
import { shellMessages } from './shell.ts';

/** "0 client, 1 client, 2 clients" in French; "0 customers, 1 customer" in English. */
const two = (isOne: (count: number) => boolean) => (count: number, choices: number) =>
  choices === 2 ? (isOne(count) ? 0 : 1) : Math.min(count, choices - 1);

export const i18n = createI18n({
  legacy: false,
  locale: language.value as string,
  fallbackLocale: 'en',
  messages: {},
  pluralRules: { en: two((count) => count === 1), fr: two((count) => Math.abs(count) < 2) },
});

i18n.global.mergeLocaleMessage('en', { shell: shellMessages.en });
i18n.global.mergeLocaleMessage('fr', { shell: shellMessages.fr });

watchEffect(() => {
  i18n.global.locale.value = language.value;
  if (globalThis.document) document.documentElement.lang = language.value;
});
