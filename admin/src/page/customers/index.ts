import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-customers',
  messages,
  pages: [
    {
      name: 'customers',
      path: 'customers',
      title: 'title',
      permission: 'customers.read',
      component: () => import('./Customers.vue'),
    },
  ],
  menu: [{ page: 'customers', icon: 'i-lucide-users', order: 20 }],
});
