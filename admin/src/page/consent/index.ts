import { defineAdminExtension } from '../../extend/index.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'core-consent',
  messages,
  pages: [
    {
      name: 'consent-ledger',
      path: 'consent-ledger',
      title: 'ledger.title',
      permission: 'consents.read',
      where: 'everywhere',
      component: () => import('./Ledger.vue'),
    },
  ],
  menu: [
    {
      page: 'consent-ledger',
      title: 'ledger.menu',
      icon: 'i-lucide-scroll-text',
      section: 'settings',
      order: 65,
    },
  ],
  widgets: [
    {
      slot: 'customer.tabs',
      id: 'consents',
      title: 'tab',
      icon: 'i-lucide-shield-check',
      permission: 'consents.read',
      order: 10,
      component: () => import('./CustomerConsents.vue'),
    },
  ],
});
