import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-users',
  messages,
  pages: [
    {
      name: 'users',
      path: 'users',
      title: 'title',
      permission: 'users.read',
      where: 'everywhere',
      component: () => import('./Users.vue'),
    },
    {
      name: 'user',
      path: 'users/:id',
      title: 'one',
      permission: 'users.read',
      where: 'everywhere',
      inPalette: false,
      component: () => import('./UserPage.vue'),
    },
  ],
  menu: [{ page: 'users', icon: 'i-lucide-user-cog', section: 'settings', order: 40 }],
});
