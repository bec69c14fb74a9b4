import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-account',
  messages,
  pages: [{ name: 'account', path: 'account', title: 'title', component: () => import('./Account.vue') }],
});
