import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

const permission = 'customers.merge';

export default defineAdminExtension({
  id: 'core-duplicates',
  messages,
  pages: [
    {
      name: 'duplicates',
      path: 'duplicates',
      title: 'title',
      permission,
      component: () => import('./Duplicates.vue'),
    },
    {
      name: 'duplicate',
      path: 'duplicates/:id',
      title: 'pair.title',
      permission,
      component: () => import('./PairPage.vue'),
    },
    {
      name: 'quarantined-identifiers',
      path: 'quarantined-identifiers',
      title: 'quarantine.title',
      permission,
      where: 'everywhere',
      component: () => import('./Quarantined.vue'),
    },
  ],
  menu: [{ page: 'duplicates', icon: 'i-lucide-copy-check', order: 25 }],
});
