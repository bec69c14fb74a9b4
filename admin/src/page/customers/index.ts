import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-customers',
  pages: [
    {
      name: 'customers',
      path: 'customers',
      title: { en: 'Customers', fr: 'Clients' },
      permission: 'customers.read',
      component: () => import('./Customers.vue'),
    },
  ],
  menu: [{ page: 'customers', icon: 'i-lucide-users', order: 20 }],
});
