import { defineAdminExtension } from '../../extend/index.ts';

export default defineAdminExtension({
  id: 'core-consent',
  pages: [
    {
      name: 'consent-ledger',
      path: 'consent-ledger',
      title: { en: 'Consent ledger', fr: 'Registre des consentements' },
      permission: 'consents.read',
      where: 'everywhere',
      component: () => import('./Ledger.vue'),
    },
  ],
  menu: [
    {
      page: 'consent-ledger',
      title: { en: 'Consent ledger', fr: 'Consentements' },
      icon: 'i-lucide-scroll-text',
      section: 'settings',
      order: 65,
    },
  ],
  widgets: [
    {
      slot: 'customer.tabs',
      id: 'consents',
      title: { en: 'Consents', fr: 'Consentements' },
      icon: 'i-lucide-shield-check',
      permission: 'consents.read',
      order: 10,
      component: () => import('./CustomerConsents.vue'),
    },
  ],
});
