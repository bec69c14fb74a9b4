import type { Migration } from '@chaland/core';

/** A receipt is asked for by its moment alone: by a till that was told the id. */
export const receiptByMoment: Migration = {
  name: '0003-receipt-by-moment',
  up: 'create index receipt_by_moment on sales.receipt (moment_id)',
};
