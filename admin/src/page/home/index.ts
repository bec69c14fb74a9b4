import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-home',
  messages,
  pages: [{ name: 'home', path: '', title: 'title', component: () => import('./Home.vue') }],
  menu: [{ page: 'home', icon: 'i-lucide-house', order: 10 }],
});
