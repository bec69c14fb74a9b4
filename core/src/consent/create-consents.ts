import type { Clock } from '../clock.ts';
import type { ResolvedConfig } from '../config.ts';
import { identifierKinds } from '../customer/identifier.ts';
import { joinRule } from '../customer/join-policy.ts';
import type { Database } from '../data/database.ts';
import type { MomentTypeRegistry } from '../moment/registry.ts';
import type { Extensions } from '../plugin/extension-point.ts';
import type { Stores } from '../store/stores.ts';
import type { ConsentInput, Consents } from './consents.ts';
import type { Verification } from './ledger/findings.ts';
import { recordById, recordsOf } from './ledger/read.ts';
import { type VerifyOptions, verifyLedger } from './ledger/verify.ts';
import { createNotices, type Notices } from './notices.ts';
import { createPurposes, type Purposes } from './purposes.ts';
import { isPrepared, type Named, prepare } from './record/prepare.ts';
import { record } from './record/record.ts';
import { check, type Oppositions } from './state/check.ts';
import { currentIds } from './state/read.ts';

export interface ConsentParts {
  db: Database;
  clock: Clock;
  extensions: Extensions;
  stores: Stores;
  types: MomentTypeRegistry;
  config: Pick<ResolvedConfig, 'identity' | 'locale' | 'futureTolerance'>;
  /** The list of contact points that must not be written to. */
  oppositions: Oppositions;
}

/** Consents with what core's own routes and commands need besides. */
export interface ConsentModule extends Consents {
  purposes: Purposes;
  notices: Notices;
  verify(options?: VerifyOptions): Promise<Verification>;
}

/** What people agreed to: recorded, answered from, and looked at. */
export function createConsents(parts: ConsentParts): ConsentModule {
  const { db, clock, extensions, stores, types, config, oppositions } = parts;
  const { locale, futureTolerance, identity } = config;
  const purposes = createPurposes(db);
  const notices = createNotices(db);
  const kinds = identifierKinds(extensions);
  const recording = {
    db,
    clock,
    rule: joinRule(identity, kinds),
    saleTypes: types.all().flatMap(({ type, sale }) => (sale ? type : [])),
  };

  async function look(items: readonly unknown[]): Promise<Named> {
    const inputs = items as readonly (Partial<ConsentInput> | null)[];
    const named = (of: (input: Partial<ConsentInput>) => unknown) =>
      new Set(
        inputs.flatMap((input) => {
          const code = input ? of(input) : undefined;
          return typeof code === 'string' && code.length <= 100 && !code.includes('\u0000') ? code : [];
        }),
      );
    const brands = [...named(({ brand }) => brand)];
    const [known, brandRows, versions, places, sellers] = await Promise.all([
      purposes.all(),
      brands.length > 0
        ? db.query<{ id: string; code: string }>('select id, code from chaland.brand where code = any($1)', [
            brands,
          ])
        : [],
      notices.byCodes(named(({ notice }) => notice?.code)),
      stores.byCode(named(({ store }) => store)),
      stores.staffByCode(named(({ staff }) => staff)),
    ]);
    return {
      purposes: known,
      brands: new Map(brandRows.map(({ id, code }) => [code, id])),
      notices: versions,
      stores: places,
      staff: sellers,
    };
  }

  async function profileIdsOf(customerId: string): Promise<string[]> {
    const rows = await db.query<{ profileId: string }>(
      `select profile_id as "profileId" from chaland.customer_profile where customer_id = $1`,
      [customerId],
    );
    return rows.map(({ profileId }) => profileId);
  }

  return {
    purposes,
    notices,
    async record(items) {
      const named = await look(items);
      const prepared = items.map((item) => prepare(item, named, { clock, kinds, locale, futureTolerance }));
      const fates = await record(prepared.filter(isPrepared), recording);
      let next = 0;
      return prepared.map((item) => (isPrepared(item) ? fates[next++]! : item));
    },
    check: (questions) => check(questions, { db, clock, purposes, oppositions }),
    async ofCustomer(customerId) {
      const profileIds = await profileIdsOf(customerId);
      const [records, latest] = await Promise.all([recordsOf(db, profileIds), currentIds(db, profileIds)]);
      const current = new Set(latest);
      return records.map((one) => ({ ...one, current: current.has(one.id) }));
    },
    byId: (id) => recordById(db, id),
    verify: (options) => verifyLedger(db, notices, options),
  };
}
