// The kit: all that pages and plugins draw with, each named. What is not here is not theirs to use.
export {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/vue-query';
export { refDebounced, useDebounceFn, useIntervalFn, useUrlSearchParams } from '@vueuse/core';
export { RouterLink, useRoute, useRouter } from 'vue-router';
export { allPages } from '../api/all-pages.ts';
export {
  type Api,
  ApiProblem,
  type components,
  type Fault,
  type paths,
  ServerAway,
  useApi,
} from '../api/index.ts';
export { problemText } from '../api/problem-text.ts';
export { default as ErrorBoundary } from '../extend/ErrorBoundary.vue';
export { default as ExtensionSlot } from '../extend/ExtensionSlot.vue';
export { default as SchemaForm } from '../form/SchemaForm.vue';
export type { Schema } from '../form/schema.ts';
export { formatDuration } from '../text/duration.ts';
export {
  compareText,
  formatAgo,
  formatDate,
  formatDateTime,
  formatDay,
  formatMoney,
  formatNumber,
  formatPercent,
  formatTime,
} from '../text/format.ts';
export { type Language, language, type Text } from '../text/language.ts';
export { defineMessages, textOf, useText } from '../text/messages.ts';
export { named } from '../text/named.ts';
export { panelInfo } from '../text/place.ts';
export { default as ConflictDialog } from './ConflictDialog.vue';
export { default as ConflictView } from './ConflictView.vue';
export { default as CopyField } from './CopyField.vue';
export { default as CustomerChip } from './CustomerChip.vue';
export { confirm } from './confirm.ts';
export { customerName } from './customer-name.ts';
export { default as DataTable } from './DataTable.vue';
export { default as DateTime } from './DateTime.vue';
export type { Column } from './data-table.ts';
export { default as EmptyState } from './EmptyState.vue';
export { default as ErrorState } from './ErrorState.vue';
export { default as LoadingState } from './LoadingState.vue';
export { useList } from './list.ts';
export { default as MomentView } from './MomentView.vue';
export { default as Money } from './Money.vue';
export { notify, notifyProblem } from './notify.ts';
export { default as Page } from './Page.vue';
export { problemTitle } from './problem-title.ts';
export { default as SearchField } from './SearchField.vue';
export { default as ShownOnce } from './ShownOnce.vue';
export { useSession } from './session.ts';
export { default as Timeline } from './Timeline.vue';
export * from './ui.ts';
export { useUnsaved } from './unsaved.ts';
export { useVersioned } from './versioned.ts';
