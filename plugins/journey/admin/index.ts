import { defineAdminExtension } from '@chaland/admin';
import { messages } from './messages.ts';

const detail = (icon: string) => ({ component: () => import('./DetailMoment.vue'), icon });

export default defineAdminExtension({
  id: 'journey',
  title: 'title',
  messages,
  moments: {
    visit: { component: () => import('./VisitMoment.vue'), icon: 'i-lucide-door-open' },
    fitting: { component: () => import('./FittingMoment.vue'), icon: 'i-lucide-shirt' },
    advice: { component: () => import('./AdviceMoment.vue'), icon: 'i-lucide-message-circle' },
    'visit.count': detail('i-lucide-users'),
    'zone.dwell': detail('i-lucide-map-pin'),
    scan: detail('i-lucide-scan-barcode'),
    'product.test': detail('i-lucide-flask-conical'),
    'quote.request': detail('i-lucide-calculator'),
    'appointment.booked': detail('i-lucide-calendar-plus'),
    'appointment.changed': detail('i-lucide-calendar-clock'),
    'appointment.cancelled': detail('i-lucide-calendar-x'),
    'appointment.kept': detail('i-lucide-calendar-check'),
    'appointment.missed': detail('i-lucide-calendar-off'),
    pickup: detail('i-lucide-package-check'),
  },
});
