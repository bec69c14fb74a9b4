import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-plugins',
  pages: [
    {
      name: 'plugins',
      path: 'plugins',
      title: { en: 'Plugins', fr: 'Extensions' },
      permission: 'plugins.read',
      where: 'everywhere',
      component: () => import('./Plugins.vue'),
    },
  ],
  menu: [{ page: 'plugins', icon: 'i-lucide-plug', section: 'settings', order: 10 }],
});
