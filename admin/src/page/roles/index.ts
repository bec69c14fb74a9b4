import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-roles',
  pages: [
    {
      name: 'roles',
      path: 'roles',
      title: { en: 'Roles', fr: 'Rôles' },
      permission: 'roles.read',
      where: 'everywhere',
      component: () => import('./Roles.vue'),
    },
    {
      name: 'role',
      path: 'roles/:code',
      title: { en: 'Role', fr: 'Rôle' },
      permission: 'roles.read',
      where: 'everywhere',
      inPalette: false,
      component: () => import('./RolePage.vue'),
    },
  ],
  menu: [{ page: 'roles', icon: 'i-lucide-shield-check', section: 'settings', order: 50 }],
});
