import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-settings',
  messages,
  pages: [
    {
      name: 'settings',
      path: 'settings/:plugin?',
      title: 'title',
      permission: 'settings.read',
      where: 'everywhere',
      inPalette: true,
      component: () => import('./Settings.vue'),
    },
  ],
  menu: [{ page: 'settings', icon: 'i-lucide-settings-2', section: 'settings', order: 15 }],
});
