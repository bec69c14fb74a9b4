import { source } from './place.ts';

/** What every page needs before it can show anything. */
const base = [
  ...[
    'vue',
    '@vue/[^/]+',
    'vue-router',
    'vue-i18n',
    '@intlify/[^/]+',
    '@vueuse/(?:core|shared)',
    'openapi-fetch',
  ],
  ...[
    '@tanstack/(?:query-core|vue-query)',
    'tailwind-variants',
    '@iconify/vue',
    'unhead',
    '@unhead/vue',
    'ohash',
    'defu',
  ],
];
/** What the components are made of. */
const components = [
  'reka-ui',
  '@nuxt/ui',
  '@floating-ui/[^/]+',
  '@internationalized/[^/]+',
  '@tanstack/[^/]+',
];

const packages = (names: readonly string[]) =>
  new RegExp(`node_modules/(?:${names.join('|')})/(?!.*node_modules/)`);
const own = ['text', 'api', 'extend'].map((folder) => `${source(folder)}/`);
/** What declares a page. Its texts come with the page: it says its titles in both languages itself. */
const ofPages = /^[^/]+\/index\.ts$/;

/** The panel's own small modules, which are all loaded at once. Never a plugin's: one that fails fails alone. */
function isOwn(id: string): boolean {
  const pages = `${source('page')}/`;
  return (
    own.some((folder) => id.startsWith(folder)) ||
    (id.startsWith(pages) && ofPages.test(id.slice(pages.length)))
  );
}

/**
 * Puts together what is loaded together: left alone, each set of pages that share something makes a file of its
 * own, and a first load asks for ninety of them.
 */
export const chunks = {
  groups: [
    { name: 'base', test: packages(base) },
    { name: 'own', test: isOwn },
    // What only some pages share, the calendars for one, stays with them.
    {
      name: 'components',
      test: (id: string) => packages(components).test(id) || id.includes('virtual:nuxt-ui'),
      minShareCount: 32,
    },
  ],
};
