import { defineAdminExtension } from '../../extend/index.ts';

const guard = { permission: 'privacy.read', where: 'everywhere' } as const;

export default defineAdminExtension({
  id: 'core-privacy',
  pages: [
    {
      name: 'privacy-requests',
      path: 'privacy/requests',
      title: { en: 'Privacy requests', fr: 'Demandes RGPD' },
      ...guard,
      component: () => import('./Requests.vue'),
    },
    {
      name: 'privacy-request',
      path: 'privacy/requests/:id',
      title: { en: 'Request', fr: 'Demande' },
      ...guard,
      component: () => import('./RequestPage.vue'),
    },
  ],
  menu: [{ page: 'privacy-requests', icon: 'i-lucide-scale', order: 40 }],
  widgets: [
    {
      slot: 'customer.header',
      id: 'actions',
      title: { en: 'Privacy', fr: 'Vie privée' },
      ...guard,
      order: 900,
      component: () => import('./CustomerPrivacy.vue'),
    },
  ],
});
