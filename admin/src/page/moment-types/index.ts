import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-moment-types',
  pages: [
    {
      name: 'moment-types',
      path: 'moment-types',
      title: { en: 'Moment types', fr: 'Types de moments' },
      permission: 'moments.read',
      component: () => import('./MomentTypes.vue'),
    },
  ],
  menu: [{ page: 'moment-types', icon: 'i-lucide-shapes', section: 'settings', order: 30 }],
});
