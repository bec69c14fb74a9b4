import { defineAdminExtension } from '../../extend/index.ts';

const title = { en: 'Messages', fr: 'Messages' };
const guard = { permission: 'messages.read', where: 'everywhere' } as const;

export default defineAdminExtension({
  id: 'core-messages',
  pages: [
    {
      name: 'messages',
      path: 'messages',
      title,
      ...guard,
      component: () => import('./Messages.vue'),
    },
  ],
  menu: [{ page: 'messages', icon: 'i-lucide-send', order: 35 }],
  widgets: [
    {
      slot: 'customer.tabs',
      id: 'messages',
      title,
      icon: 'i-lucide-send',
      ...guard,
      order: 20,
      component: () => import('./CustomerMessages.vue'),
    },
  ],
});
