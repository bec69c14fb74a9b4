import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-subscriptions',
  messages,
  pages: [
    {
      name: 'subscriptions',
      path: 'subscriptions',
      title: 'title',
      permission: 'subscriptions.read',
      component: () => import('./Subscriptions.vue'),
    },
    {
      name: 'subscription',
      path: 'subscriptions/:id',
      title: 'one',
      permission: 'subscriptions.read',
      inPalette: false,
      component: () => import('./SubscriptionPage.vue'),
    },
  ],
  menu: [{ page: 'subscriptions', icon: 'i-lucide-radio-tower', section: 'settings', order: 20 }],
});
