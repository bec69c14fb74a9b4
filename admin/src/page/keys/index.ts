import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-keys',
  messages,
  pages: [
    {
      name: 'keys',
      path: 'keys',
      title: 'title',
      permission: 'keys.read',
      where: 'everywhere',
      component: () => import('./Keys.vue'),
    },
  ],
  menu: [{ page: 'keys', icon: 'i-lucide-key-round', section: 'settings', order: 60 }],
});
