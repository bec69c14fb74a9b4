import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-audit',
  pages: [
    {
      name: 'audit',
      path: 'audit',
      title: { en: 'Audit trail', fr: 'Journal d’audit' },
      permission: 'audit.read',
      where: 'everywhere',
      component: () => import('./Audit.vue'),
    },
  ],
  menu: [{ page: 'audit', icon: 'i-lucide-history', section: 'settings', order: 70 }],
});
