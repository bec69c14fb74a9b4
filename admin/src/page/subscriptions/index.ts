import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-subscriptions',
  pages: [
    {
      name: 'subscriptions',
      path: 'subscriptions',
      title: { en: 'Subscriptions', fr: 'Abonnements' },
      permission: 'subscriptions.read',
      where: 'everywhere',
      component: () => import('./Subscriptions.vue'),
    },
    {
      name: 'subscription',
      path: 'subscriptions/:id',
      title: { en: 'Subscription', fr: 'Abonnement' },
      permission: 'subscriptions.read',
      where: 'everywhere',
      inPalette: false,
      component: () => import('./SubscriptionPage.vue'),
    },
  ],
  menu: [{ page: 'subscriptions', icon: 'i-lucide-radio-tower', section: 'settings', order: 20 }],
});
