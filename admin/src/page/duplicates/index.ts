import { defineAdminExtension } from '../../extend/index.ts';

const permission = 'customers.merge';

export default defineAdminExtension({
  id: 'core-duplicates',
  pages: [
    {
      name: 'duplicates',
      path: 'duplicates',
      title: { en: 'Duplicates', fr: 'Doublons' },
      permission,
      component: () => import('./Duplicates.vue'),
    },
    {
      name: 'duplicate',
      path: 'duplicates/:id',
      title: { en: 'One person or two?', fr: 'Une personne ou deux ?' },
      permission,
      component: () => import('./PairPage.vue'),
    },
    {
      name: 'quarantined-identifiers',
      path: 'quarantined-identifiers',
      title: { en: 'Identifiers that too many share', fr: 'Identifiants trop partagés' },
      permission,
      where: 'everywhere',
      component: () => import('./Quarantined.vue'),
    },
  ],
  menu: [{ page: 'duplicates', icon: 'i-lucide-copy-check', order: 25 }],
});
