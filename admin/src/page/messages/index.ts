import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

const guard = { permission: 'messages.read', where: 'everywhere' } as const;

export default defineAdminExtension({
  id: 'core-messages',
  messages,
  pages: [
    {
      name: 'messages',
      path: 'messages',
      title: 'title',
      ...guard,
      component: () => import('./Messages.vue'),
    },
  ],
  menu: [{ page: 'messages', icon: 'i-lucide-send', order: 35 }],
  widgets: [
    {
      slot: 'customer.tabs',
      id: 'messages',
      title: 'title',
      icon: 'i-lucide-send',
      ...guard,
      order: 20,
      component: () => import('./CustomerMessages.vue'),
    },
  ],
});
