import { identityChange } from '@chaland/core';
import { recomputeCustomers } from './recompute.ts';

/** On a merge purchases follow their profile by themselves; what is added up from them is added up anew. */
export const recomputeFacts = identityChange({
  recompute: (customerIds, context) => recomputeCustomers(context, customerIds),
});
