import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

const guard = { permission: 'privacy.read', where: 'everywhere' } as const;

export default defineAdminExtension({
  id: 'core-privacy',
  messages,
  pages: [
    {
      name: 'privacy-requests',
      path: 'privacy/requests',
      title: 'title',
      ...guard,
      component: () => import('./Requests.vue'),
    },
    {
      name: 'privacy-request',
      path: 'privacy/requests/:id',
      title: 'one',
      ...guard,
      component: () => import('./RequestPage.vue'),
    },
  ],
  menu: [{ page: 'privacy-requests', icon: 'i-lucide-scale', order: 40 }],
  widgets: [
    {
      slot: 'customer.header',
      id: 'actions',
      title: 'menu.title',
      ...guard,
      order: 900,
      component: () => import('./CustomerPrivacy.vue'),
    },
  ],
});
