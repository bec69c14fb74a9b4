import { defineAdminExtension } from '@chaland/admin';
import { messages } from './messages.ts';

/** Imports of files: sent, tried out, started, and watched. */
export default defineAdminExtension({
  id: 'connector-csv',
  title: { en: 'CSV files', fr: 'Fichiers CSV' },
  messages,
  pages: [
    {
      name: 'connector-csv.imports',
      path: 'imports',
      title: 'title',
      permission: 'connector-csv.imports.read',
      where: 'everywhere',
      component: () => import('./Imports.vue'),
    },
    {
      name: 'connector-csv.import',
      path: 'imports/:id',
      title: 'one',
      permission: 'connector-csv.imports.read',
      where: 'everywhere',
      inPalette: false,
      component: () => import('./ImportPage.vue'),
    },
  ],
  menu: [{ page: 'connector-csv.imports', icon: 'i-lucide-file-up', order: 70 }],
});
