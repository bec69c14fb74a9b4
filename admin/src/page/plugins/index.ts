import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-plugins',
  messages,
  pages: [
    {
      name: 'plugins',
      path: 'plugins',
      title: 'title',
      permission: 'plugins.read',
      where: 'everywhere',
      component: () => import('./Plugins.vue'),
    },
  ],
  menu: [{ page: 'plugins', icon: 'i-lucide-plug', section: 'settings', order: 10 }],
});
