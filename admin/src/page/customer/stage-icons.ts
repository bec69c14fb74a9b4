import type { Stage } from './timeline-filters.ts';

/** For types whose plugin gives no icon of its own. */
export const stageIcons: Record<Stage, string> = {
  intent: 'i-lucide-mouse-pointer-click',
  entry: 'i-lucide-door-open',
  browse: 'i-lucide-eye',
  advice: 'i-lucide-message-circle',
  checkout: 'i-lucide-shopping-bag',
  after: 'i-lucide-undo-2',
};
