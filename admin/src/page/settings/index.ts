import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-settings',
  pages: [
    {
      name: 'settings',
      path: 'settings/:plugin?',
      title: { en: 'Settings', fr: 'Réglages' },
      permission: 'settings.read',
      where: 'everywhere',
      inPalette: true,
      component: () => import('./Settings.vue'),
    },
  ],
  menu: [{ page: 'settings', icon: 'i-lucide-settings-2', section: 'settings', order: 15 }],
});
