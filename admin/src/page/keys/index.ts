import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-keys',
  pages: [
    {
      name: 'keys',
      path: 'keys',
      title: { en: 'API keys', fr: 'Clés d’API' },
      permission: 'keys.read',
      where: 'everywhere',
      component: () => import('./Keys.vue'),
    },
  ],
  menu: [{ page: 'keys', icon: 'i-lucide-key-round', section: 'settings', order: 60 }],
});
