import { defineAdminExtension } from '@chaland/admin';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'score-rfm',
  title: 'title',
  messages,
  pages: [
    {
      name: 'score-rfm.distribution',
      path: '',
      title: 'title',
      permission: 'score-rfm.read',
      where: 'everywhere',
      component: () => import('./DistributionPage.vue'),
    },
  ],
  menu: [{ page: 'score-rfm.distribution', icon: 'i-lucide-gauge', order: 60 }],
  widgets: [
    {
      slot: 'customer.side',
      id: 'score',
      title: 'title',
      permission: 'score-rfm.read',
      order: 10,
      component: () => import('./ScoreCard.vue'),
    },
  ],
});
