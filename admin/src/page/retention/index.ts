import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-retention',
  messages,
  pages: [
    {
      name: 'retention',
      path: 'privacy/retention',
      title: 'title',
      permission: 'privacy.read',
      where: 'everywhere',
      component: () => import('./Retention.vue'),
    },
  ],
  menu: [{ page: 'retention', icon: 'i-lucide-hourglass', section: 'settings', order: 37 }],
});
