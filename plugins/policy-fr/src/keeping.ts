import { type PersonKind, publicHolidays, retentionPolicy } from '@chaland/core';
import { holidays } from './calendar/holidays.ts';
import type { Dated } from './rule/dated.ts';
import { type Retention, retention } from './rule/retention.ts';

const sourceOf = ({ sources, from }: Dated<Retention>) => {
  const cited = sources.map(({ reference }) => reference).join(' ; ');
  return { en: `${cited}, since ${from}`, fr: `${cited}, depuis le ${from}` };
};

/**
 * Defaults for how long people and receipts are kept: the newest rule of each. Receipts go a year later than their
 * ten years, which are counted from the end of the financial year that they belong to.
 */
export const retentionPolicies = retention
  .filter(({ until, rule }) => until === undefined && rule.applies !== 'none')
  .map((dated) => {
    const { title, rule } = dated;
    const shared = { id: `policy-fr.${rule.applies}`, title, source: sourceOf(dated) };
    return rule.applies === 'receipts'
      ? retentionPolicy({
          ...shared,
          person: 'customer',
          data: 'moments',
          types: ['receipt', 'return'],
          months: rule.months + 12,
        })
      : retentionPolicy({
          ...shared,
          person: rule.applies as PersonKind,
          data: 'person',
          months: rule.months,
        });
  });

/** Time limits, such as the month that a request may take, end on a working day. */
export const frenchHolidays = publicHolidays({ country: 'FR', of: (year) => [...holidays(year).keys()] });
