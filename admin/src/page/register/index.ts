import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-register',
  messages,
  pages: [
    {
      name: 'processing-register',
      path: 'privacy/register',
      title: 'title',
      permission: 'privacy.read',
      where: 'everywhere',
      component: () => import('./Register.vue'),
    },
  ],
  menu: [{ page: 'processing-register', icon: 'i-lucide-book-open-text', section: 'settings', order: 38 }],
});
