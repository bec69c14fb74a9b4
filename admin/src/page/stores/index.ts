import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-stores',
  pages: [
    {
      name: 'stores',
      path: 'stores',
      title: { en: 'Stores', fr: 'Magasins' },
      permission: 'stores.read',
      component: () => import('./Stores.vue'),
    },
    {
      name: 'store',
      path: 'stores/:code',
      title: { en: 'Store', fr: 'Magasin' },
      permission: 'stores.read',
      inPalette: false,
      component: () => import('./StorePage.vue'),
    },
  ],
  menu: [{ page: 'stores', icon: 'i-lucide-store', order: 30 }],
});
