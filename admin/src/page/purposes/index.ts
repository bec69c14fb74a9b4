import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

const guard = { permission: 'consents.read', where: 'everywhere' } as const;

export default defineAdminExtension({
  id: 'core-purposes',
  messages,
  pages: [
    {
      name: 'purposes',
      path: 'purposes',
      title: 'title',
      ...guard,
      component: () => import('./Purposes.vue'),
    },
    {
      name: 'notice',
      path: 'purposes/notices/:code',
      title: 'notice.one',
      ...guard,
      component: () => import('./NoticePage.vue'),
    },
  ],
  menu: [{ page: 'purposes', icon: 'i-lucide-handshake', section: 'settings', order: 35 }],
});
