import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-account',
  pages: [
    {
      name: 'account',
      path: 'account',
      title: { en: 'My account', fr: 'Mon compte' },
      component: () => import('./Account.vue'),
    },
  ],
});
