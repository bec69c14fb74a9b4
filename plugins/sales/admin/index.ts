import { defineAdminExtension } from '@chaland/admin';
import { loadSpent } from './load-spent.ts';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: 'sales',
  title: 'title',
  messages,
  moments: {
    receipt: { component: () => import('./ReceiptMoment.vue'), icon: 'i-lucide-receipt-text' },
    return: { component: () => import('./ReturnMoment.vue'), icon: 'i-lucide-undo-2' },
    'cart.updated': { component: () => import('./CartMoment.vue'), icon: 'i-lucide-shopping-cart' },
    'cart.abandoned': { component: () => import('./CartMoment.vue'), icon: 'i-lucide-shopping-basket' },
    'receipt.claimed': { component: () => import('./ClaimedMoment.vue'), icon: 'i-lucide-user-check' },
  },
  widgets: [
    {
      slot: 'customer.header',
      id: 'figures',
      title: 'title',
      permission: 'sales.read',
      // After the badges of others: it takes a line of its own.
      order: 900,
      component: () => import('./CustomerFigures.vue'),
    },
    {
      slot: 'store.page',
      id: 'days',
      title: 'storeDays',
      permission: 'sales.read',
      order: 10,
      component: () => import('./StoreDays.vue'),
    },
  ],
  customers: {
    columns: [
      {
        id: 'spent',
        title: 'spent',
        permission: 'sales.read',
        align: 'end',
        order: 10,
        load: loadSpent,
        component: () => import('./SpentCell.vue'),
      },
    ],
  },
});
