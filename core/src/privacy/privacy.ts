import { survivorshipRules } from '../customer/survivorship/rules.ts';
import { problem } from '../http/problem.ts';
import type { CoreSettings } from '../setting/core-settings.ts';
import type { Language } from '../text.ts';
import { type EraseParts, eraseCustomers } from './erase/erase.ts';
import { eraseSourceNext, type SourcePlace } from './erase/erase-source.ts';
import type { Erasure, ErasureOptions } from './erase/erasure.ts';
import { erasureOf } from './erase/find-erasure.ts';
import { type ExportParts, exportPerson, type PersonExport } from './export/export.ts';
import { type ObjectionOptions, objectToMarketing } from './objection.ts';
import { makeRegister, type Register } from './register/register.ts';
import { type FilingFate, type FilingParts, fileRequests, type ToldRequest } from './request/file.ts';
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
  /**
   * Erases the next batch of what a source told, from `sourceBeginning` on.
   * @returns where to go on; nothing once nothing is left
   */
  eraseSource(
    source: string,
    place: SourcePlace,
    by: ErasureOptions['by'],
  ): Promise<{ next: SourcePlace | undefined; done: number }>;
  /** That a customer was erased, and when; undefined for everybody else. */
  erasureOf(customerId: string): Promise<Erasure | undefined>;
  /** Files what people ask for through a source, each once by `(source, id)`, and says what became of each. Up to 1,000. */
  file(requests: readonly ToldRequest[]): Promise<FilingFate[]>;
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

export type PrivacyParts = EraseParts &
  ExportParts &
  Omit<FilingParts, 'audit'> & { settings(): Promise<CoreSettings> };

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
    async eraseSource(source, place, by) {
      const { identity } = await parts.settings();
      const rules = survivorshipRules(identity.survivorship, parts.locale.country);
      return eraseSourceNext(parts, source, place, { by, rules });
    },
    export: (customerId, language) => exportPerson(parts, customerId, language),
    retention: createRetention(parts, async () => (await parts.settings()).privacy),
    objectToMarketing: (customerId, options = {}) =>
      objectToMarketing(parts, parts.consents, customerId, options),
    file: (requests) => fileRequests(requests, parts),
    register: () => makeRegister(db, parts.plugins, parts.clock.now()),
    erasureOf: (customerId) => erasureOf(db, customerId),
  };
}
