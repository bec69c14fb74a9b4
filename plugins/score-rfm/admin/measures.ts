import { formatMoney, formatNumber, useText } from '@chaland/admin/kit';
import { messages } from './messages.ts';

export const measures = ['recency', 'frequency', 'monetary'] as const;
export type Measure = (typeof measures)[number];

/** What measures and their values are called. */
export function useMeasures() {
  const { t } = useText(messages);
  const counted = (key: 'days' | 'sales', count: number) => t(key, { count, value: formatNumber(count) });
  return {
    titleOf: (measure: Measure): string => t(measure),
    /** `12 days`, `3 purchases`, `128.50 €`. */
    wordsOf(measure: Measure, value: number, currency: string): string {
      if (measure === 'monetary') return formatMoney(value, currency);
      return counted(measure === 'recency' ? 'days' : 'sales', value);
    },
  };
}
