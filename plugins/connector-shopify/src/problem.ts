import { defineProblems } from '@chaland/core';

/** What is refused of a delivery, beside fields that can't be read. */
export const problem = defineProblems({
  SHOPIFY_SHOP_REDACT: {
    status: 409,
    title: 'Shopify asks to erase all data of this shop',
    mend: 'The app was removed from the shop two days ago. Within 30 days remove this connection together with its data, or discard this delivery where the law has you keep it.',
  },
});
