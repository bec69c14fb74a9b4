import { readonly, ref } from 'vue';

export type Language = 'en' | 'fr';

/** A text for people, as the API gives titles: in every language that Chaland speaks. */
export interface Text {
  en: string;
  fr: string;
}

const kept = 'chaland-language';

function ofBrowser(): Language {
  const chosen = globalThis.localStorage?.getItem(kept);
  if (chosen === 'en' || chosen === 'fr') return chosen;
  return globalThis.navigator?.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

const current = ref<Language>(ofBrowser());

/** The panel's language: the user's, else the one chosen here before, else the browser's. */
export const language = readonly(current);

// Chosen in another tab of this browser, it holds here too.
globalThis.addEventListener?.('storage', ({ key, newValue }) => {
  if (key === kept && (newValue === 'en' || newValue === 'fr')) current.value = newValue;
});

/** Changes the panel's language at once; this browser remembers it. */
export function setLanguage(to: Language): void {
  current.value = to;
  globalThis.localStorage?.setItem(kept, to);
}
