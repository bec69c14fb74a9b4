/** What a deployment's panel holds one of. Plugins name none of these in their dependencies. */
export const shared = ['vue', 'vue-router', 'vue-i18n', '@tanstack/vue-query'];

/** What the development server puts together ahead, instead of asking the browser to fetch it file by file. */
export const prebundled = [
  'vue',
  'vue-router',
  'vue-i18n',
  '@tanstack/vue-query',
  '@vueuse/core',
  '@internationalized/date',
  'openapi-fetch',
  'uqr',
  ...[
    'reka-ui',
    'reka-ui/namespaced',
    'tailwind-variants',
    '@iconify/vue',
    '@unhead/vue/client',
    'defu',
    'ohash/utils',
    'ufo',
    'scule',
    'hookable',
    'fuse.js',
    '@vueuse/shared',
    '@vueuse/integrations/useFuse',
  ].map((name) => `@nuxt/ui > ${name}`),
];
