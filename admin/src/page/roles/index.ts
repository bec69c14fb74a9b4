import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-roles',
  messages,
  pages: [
    {
      name: 'roles',
      path: 'roles',
      title: 'title',
      permission: 'roles.read',
      where: 'everywhere',
      component: () => import('./Roles.vue'),
    },
    {
      name: 'role',
      path: 'roles/:code',
      title: 'one',
      permission: 'roles.read',
      where: 'everywhere',
      inPalette: false,
      component: () => import('./RolePage.vue'),
    },
  ],
  menu: [{ page: 'roles', icon: 'i-lucide-shield-check', section: 'settings', order: 50 }],
});
