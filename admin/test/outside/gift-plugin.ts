import type { Files } from './deployment.ts';

/** A plugin's panel part with a page, a widget and the renderer of a type of moments. */
export const giftPanel = (id: string, order: number): Files => ({
  'admin/index.ts': `import { defineAdminExtension } from '@chaland/admin';
import { messages } from './messages.ts';

export default defineAdminExtension({
  id: '${id}',
  messages,
  pages: [{ name: '${id}.gifts', path: '', title: 'title', component: () => import('./Gifts.vue') }],
  menu: [{ page: '${id}.gifts', icon: 'i-lucide-gift' }],
  widgets: [{ slot: 'dashboard', id: 'gifts', order: ${order}, component: () => import('./Widget.vue') }],
  moments: { '${id}.given': { component: () => import('./Given.vue') } },
});
`,
  'admin/messages.ts': `import { defineMessages } from '@chaland/admin';

export const messages = defineMessages('${id}', {
  en: { title: 'Gifts of ${id}', widget: 'Widget of ${id}' },
  fr: { title: 'Cadeaux de ${id}', widget: 'Encart de ${id}' },
});
`,
  'admin/Gifts.vue': `<script setup lang="ts">
import { type Moment } from '@chaland/admin';
import { MomentView, Page, useText } from '@chaland/admin/kit';
import { messages } from './messages.ts';

const { t } = useText(messages);
const moment = { id: '1', type: '${id}.given', title: 'Given', summary: 'plain', time: '2026-03-02T10:00:00Z', store: null } as Moment;
</script>

<template>
  <Page :title="t('title')"><MomentView :moment="moment" /></Page>
</template>
`,
  'admin/Widget.vue': `<script setup lang="ts">
import { UCard, useText } from '@chaland/admin/kit';
import { messages } from './messages.ts';

const { t } = useText(messages);
</script>

<template>
  <UCard class="gift-widget"><p class="text-[13.5px] tracking-[0.${order}em]">{{ t('widget') }}</p></UCard>
</template>

<style scoped>
.gift-widget { border-inline-start: ${order}px solid currentColor; }
</style>
`,
  'admin/Given.vue': `<script setup lang="ts">
import type { Moment } from '@chaland/admin';

const { moment } = defineProps<{ moment: Moment }>();
</script>

<template>
  <p class="drawn">{{ moment.type }} drawn by its plugin</p>
</template>
`,
});

/** A plugin whose widget fails as it is drawn. */
export const brokenPanel = (id: string): Files => ({
  'admin/index.ts': `import { defineAdminExtension } from '@chaland/admin';

export default defineAdminExtension({
  id: '${id}',
  widgets: [{ slot: 'dashboard', id: 'broken', order: 2, component: () => import('./Broken.vue') }],
});
`,
  'admin/Broken.vue': `<script setup lang="ts">
const gift = undefined as unknown as { name: string };
</script>

<template>
  <p>{{ gift.name }}</p>
</template>
`,
});
