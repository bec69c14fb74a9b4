import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-users',
  pages: [
    {
      name: 'users',
      path: 'users',
      title: { en: 'Users', fr: 'Utilisateurs' },
      permission: 'users.read',
      where: 'everywhere',
      component: () => import('./Users.vue'),
    },
    {
      name: 'user',
      path: 'users/:id',
      title: { en: 'User', fr: 'Utilisateur' },
      permission: 'users.read',
      where: 'everywhere',
      inPalette: false,
      component: () => import('./UserPage.vue'),
    },
  ],
  menu: [{ page: 'users', icon: 'i-lucide-user-cog', section: 'settings', order: 40 }],
});
