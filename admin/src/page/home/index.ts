import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-home',
  pages: [
    { name: 'home', path: '', title: { en: 'Home', fr: 'Accueil' }, component: () => import('./Home.vue') },
  ],
  menu: [{ page: 'home', icon: 'i-lucide-house', order: 10 }],
});
