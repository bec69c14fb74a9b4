import { defineAdminExtension } from '../../extend/index.ts';

const guard = { permission: 'consents.read', where: 'everywhere' } as const;

export default defineAdminExtension({
  id: 'core-purposes',
  pages: [
    {
      name: 'purposes',
      path: 'purposes',
      title: { en: 'Purposes and notices', fr: 'Finalités et mentions' },
      ...guard,
      component: () => import('./Purposes.vue'),
    },
    {
      name: 'notice',
      path: 'purposes/notices/:code',
      title: { en: 'Notice', fr: 'Mention d’information' },
      ...guard,
      component: () => import('./NoticePage.vue'),
    },
  ],
  menu: [{ page: 'purposes', icon: 'i-lucide-handshake', section: 'settings', order: 35 }],
});
