import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-customer',
  pages: [
    {
      name: 'customer',
      path: 'customers/:id',
      title: { en: 'Customer', fr: 'Client' },
      permission: 'customers.read',
      component: () => import('./CustomerPage.vue'),
    },
  ],
  widgets: [
    {
      slot: 'customer.tabs',
      id: 'merges',
      title: { en: 'Merges', fr: 'Fusions' },
      icon: 'i-lucide-merge',
      permission: 'customers.merge',
      component: () => import('./CustomerMerges.vue'),
    },
  ],
});
