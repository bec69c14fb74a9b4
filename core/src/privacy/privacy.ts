import { problem } from '../http/problem.ts';
import type { CoreSettings } from '../setting/core-settings.ts';
import type { Language } from '../text.ts';
import { type EraseParts, eraseCustomers } from './erase/erase.ts';
import type { Erasure, ErasureOptions } from './erase/erasure.ts';
import { erasureOf } from './erase/find-erasure.ts';
import { type ExportParts, exportPerson, type PersonExport } from './export/export.ts';
import { type ObjectionOptions, objectToMarketing } from './objection.ts';
import { makeRegister, type Register } from './register/register.ts';
import { createRetention, type Retention } from './retention/retention.ts';

/** What people may ask of whoever holds their data. */
export interface Privacy {
  /**
   * Everything that is held on a customer, as one archive with a page in their language.
   * @returns undefined where there is no such customer, or it was merged into another
   */
  export(customerId: string, language?: Language): Promise<PersonExport | undefined>;
  /**
   * Erases a customer, and everybody who was merged into it, everywhere: core, plugins, those that were removed too.
   * Erased again, nothing happens, and what was done is told.
   * @throws CHL_NOT_FOUND where there never was such a customer
   */
  erase(customerId: string, options: ErasureOptions): Promise<Erasure>;
  /** That a customer was erased, and when; undefined for everybody else. */
  erasureOf(customerId: string): Promise<Erasure | undefined>;
  /** Article 30 GDPR, from what core and the enabled plugins declare. */
  register(): Promise<Register>;
  readonly retention: Retention;
  /**
   * Records that a customer objects to marketing, and so to profiling for it.
   * @returns the purposes that are refused now
   * @throws CHL_NOT_FOUND
   */
  objectToMarketing(customerId: string, options?: ObjectionOptions): Promise<string[]>;
}

export type PrivacyParts = EraseParts & ExportParts & { settings(): Promise<CoreSettings> };

export function createPrivacy(parts: PrivacyParts): Privacy {
  const { db } = parts;
  return {
    async erase(customerId, options) {
      const [customer] = await db.query<{ root: string }>(
        'select coalesce(merged_into, id) as root from chaland.customer where id = $1',
        [customerId],
      );
      const done =
        (customer && (await eraseCustomers(parts, [customer.root], options))) ??
        (await erasureOf(db, customerId));
      if (!done) throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
      return done;
    },
    export: (customerId, language) => exportPerson(parts, customerId, language),
    retention: createRetention(parts, async () => (await parts.settings()).privacy),
    objectToMarketing: (customerId, options = {}) =>
      objectToMarketing(parts, parts.consents, customerId, options),
    register: () => makeRegister(db, parts.plugins, parts.clock.now()),
    erasureOf: (customerId) => erasureOf(db, customerId),
  };
}
