import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-moment-types',
  messages,
  pages: [
    {
      name: 'moment-types',
      path: 'moment-types',
      title: 'title',
      permission: 'moments.read',
      component: () => import('./MomentTypes.vue'),
    },
  ],
  menu: [{ page: 'moment-types', icon: 'i-lucide-shapes', section: 'settings', order: 30 }],
});
