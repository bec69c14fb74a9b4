import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-customer',
  messages,
  pages: [
    {
      name: 'customer',
      path: 'customers/:id',
      title: 'title',
      permission: 'customers.read',
      component: () => import('./CustomerPage.vue'),
    },
  ],
  widgets: [
    {
      slot: 'customer.tabs',
      id: 'merges',
      title: 'merges.tab',
      icon: 'i-lucide-merge',
      permission: 'customers.merge',
      component: () => import('./CustomerMerges.vue'),
    },
  ],
});
