import type { PersonalData } from '@chaland/core';

export const personalData: readonly PersonalData[] = [
  { table: 'score_rfm.value', customer: 'customer_id', export: 'rows', erase: 'delete', merge: 'derived' },
];
