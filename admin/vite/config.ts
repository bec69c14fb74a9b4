import { join } from 'node:path';
import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import type { InlineConfig } from 'vite';
import { classesPlugin } from './classes.ts';
import type { Deployment } from './deployment.ts';
import { extensionsPlugin } from './extensions.ts';
import { iconsIn } from './icons.ts';
import { namespacesPlugin } from './namespaces.ts';
import { packageFolder, source } from './place.ts';
import { prebundled, shared } from './shared.ts';
import { look } from './theme.ts';

/** How Vite makes the panel of a deployment. */
export const panelConfig = ({ folder, entries }: Deployment): InlineConfig => ({
  configFile: false,
  root: packageFolder,
  base: '/admin/',
  cacheDir: join(folder, '.chaland', 'vite'),
  logLevel: 'warn',
  envDir: false,
  resolve: {
    // One of each, and the panel's own, whatever a plugin has installed beside it.
    dedupe: shared,
    alias: [
      { find: /^@chaland\/admin$/, replacement: source('index.ts') },
      { find: /^@chaland\/admin\/kit$/, replacement: source('kit/index.ts') },
    ],
  },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  plugins: [
    classesPlugin(entries),
    namespacesPlugin(),
    extensionsPlugin(entries),
    vue(),
    ui({
      autoImport: false,
      components: false,
      dts: false,
      // The panel keeps light and dark itself: core/shell.
      colorMode: false,
      ui: look,
      icon: {
        clientBundle: { icons: iconsIn([source(), ...entries.map(({ folder }) => folder)]), sizeLimitKb: 0 },
      },
    }),
  ],
  optimizeDeps: { include: prebundled, entries: [] },
});
