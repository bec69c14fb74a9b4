import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-audit',
  messages,
  pages: [
    {
      name: 'audit',
      path: 'audit',
      title: 'title',
      permission: 'audit.read',
      where: 'everywhere',
      component: () => import('./Audit.vue'),
    },
  ],
  menu: [{ page: 'audit', icon: 'i-lucide-history', section: 'settings', order: 70 }],
});
