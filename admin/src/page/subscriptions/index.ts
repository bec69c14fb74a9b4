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
      where: 'everywhere',
      component: () => import('./Subscriptions.vue'),
    },
    {
      name: 'subscription',
      path: 'subscriptions/:id',
      title: 'one',
      permission: 'subscriptions.read',
      where: 'everywhere',
      inPalette: false,
      component: () => import('./SubscriptionPage.vue'),
    },
  ],
  menu: [{ page: 'subscriptions', icon: 'i-lucide-radio-tower', section: 'settings', order: 20 }],
});
