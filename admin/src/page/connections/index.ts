import { defineAdminExtension } from '../../extend/index.ts';

const guard = { permission: 'connections.read', where: 'everywhere' } as const;
const title = { en: 'Connections', fr: 'Connexions' };

export default defineAdminExtension({
  id: 'core-connections',
  pages: [
    {
      name: 'connections',
      path: 'connections',
      title,
      ...guard,
      inPalette: true,
      component: () => import('./Connections.vue'),
    },
    {
      name: 'new-connection',
      path: 'connections/new/:connector?',
      title: { en: 'New connection', fr: 'Nouvelle connexion' },
      permission: 'connections.manage',
      where: 'everywhere',
      component: () => import('./NewConnection.vue'),
    },
    {
      name: 'connection',
      path: 'connections/:id',
      title: { en: 'Connection', fr: 'Connexion' },
      ...guard,
      component: () => import('./ConnectionPage.vue'),
    },
    {
      name: 'deliveries',
      path: 'connections/:id/deliveries',
      title: { en: 'Deliveries', fr: 'Réceptions' },
      ...guard,
      component: () => import('./Deliveries.vue'),
    },
  ],
  menu: [{ page: 'connections', icon: 'i-lucide-cable', section: 'settings', order: 12 }],
});
