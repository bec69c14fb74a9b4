import { personalDataHandler } from '../privacy/personal-data-handler.ts';
import { eraseConsents } from './erase.ts';

/** The ledger stays without anything that tells who; what an erasure does to it can't be said row by row. */
export const forgetConsents = personalDataHandler({
  id: 'core.consents',
  async erase({ profileIds }, { db, clock }) {
    await eraseConsents(db, profileIds, clock.now());
  },
});
