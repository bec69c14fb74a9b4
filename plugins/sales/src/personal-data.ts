import type { PersonalData } from '@chaland/core';

const byProfile = (table: string, personal: readonly string[] = []): PersonalData => ({
  table,
  profile: 'profile_id',
  moment: 'moment_id',
  personal,
  export: 'rows',
  // The sums of a store stay right when a person goes: their receipts stay, as nobody's.
  erase: 'anonymise',
  merge: 'byProfile',
});

const derived = (table: string): PersonalData => ({
  table,
  customer: 'customer_id',
  export: 'rows',
  erase: 'delete',
  merge: 'derived',
});

/** Products and the days of stores tell of nobody. */
export const personalData: readonly PersonalData[] = [
  byProfile('sales.receipt'),
  // Without an article's number somebody typed the name.
  byProfile('sales.line', ['name', 'reason']),
  {
    table: 'sales.purchase',
    customer: 'customer_id',
    profile: 'profile_id',
    moment: 'moment_id',
    time: 'at',
    // The same as the receipts.
    export: 'none',
    erase: 'delete',
    merge: 'byProfile',
  },
  derived('sales.customer_fact'),
  derived('sales.customer_store_fact'),
  derived('sales.customer_category_fact'),
];
