import { defineAdminExtension } from '@chaland/admin';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'journey',
  title: 'title',
  messages,
  moments: {
    visit: { component: () => import('./VisitMoment.vue'), icon: 'i-lucide-door-open' },
    fitting: { component: () => import('./FittingMoment.vue'), icon: 'i-lucide-shirt' },
    advice: { component: () => import('./AdviceMoment.vue'), icon: 'i-lucide-message-circle' },
  },
});
