import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-stores',
  messages,
  pages: [
    {
      name: 'stores',
      path: 'stores',
      title: 'title',
      permission: 'stores.read',
      component: () => import('./Stores.vue'),
    },
    {
      name: 'store',
      path: 'stores/:code',
      title: 'one',
      permission: 'stores.read',
      inPalette: false,
      component: () => import('./StorePage.vue'),
    },
  ],
  menu: [{ page: 'stores', icon: 'i-lucide-store', order: 30 }],
});
