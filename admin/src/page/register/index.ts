import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-register',
  pages: [
    {
      name: 'processing-register',
      path: 'privacy/register',
      title: { en: 'Processing register', fr: 'Registre des traitements' },
      permission: 'privacy.read',
      where: 'everywhere',
      component: () => import('./Register.vue'),
    },
  ],
  menu: [{ page: 'processing-register', icon: 'i-lucide-book-open-text', section: 'settings', order: 38 }],
});
