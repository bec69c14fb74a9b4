import { Type } from 'typebox';
import type { IdentityConfig } from '../../config.ts';
import { coreIdentifierKinds, identifierKind } from '../../customer/identifier.ts';
import { rulesOf } from '../../customer/testing/rules.ts';
import { checkEpoch } from '../../data/epoch.ts';
import type { Contribution, ExtensionPoint, Extensions } from '../../plugin/extension-point.ts';
import { createStores } from '../../store/store-registry.ts';
import { type TestClock, type TestDialect, testClock, testDatabase } from '../../testing/index.ts';
import { createIngest } from '../ingest.ts';
import type { Ingest, MomentInput } from '../moment.ts';
import { momentType } from '../type.ts';

/** A moment type of the tests: version 1 called its note `text`. */
export const visitType = momentType({
  type: 'visit',
  version: 2,
  stage: 'entry',
  title: { en: 'Visit', fr: 'Visite' },
  schema: Type.Object(
    { note: Type.Optional(Type.String()), seconds: Type.Optional(Type.Integer({ minimum: 0 })) },
    { additionalProperties: false },
  ),
  check: ({ note }) => (note === 'forbidden' ? [{ pointer: '/note', message: 'is forbidden' }] : []),
  summary: ({ note = '' }) => note,
  upcast: { 1: (data) => ({ note: (data as { text: string }).text.trim() }) },
});

/** Contributions as the plugin host would give them, without plugins around them. */
export function extensionsOf(contributions: readonly Contribution[], plugin = 'core'): Extensions {
  return {
    all: <T>(point: ExtensionPoint<T>) =>
      contributions
        .filter(({ point: { id } }) => id === point.id)
        .map(({ value }) => ({ plugin, value: value as T })),
  };
}

export const testExtensions = (types: readonly Contribution[] = [visitType]): Extensions =>
  extensionsOf([...coreIdentifierKinds.map((kind) => identifierKind(kind)), ...types]);

/** A visit to tell: the rest is filled in. */
export const visit = (moment: Partial<MomentInput> = {}): MomentInput => ({
  id: 'v1',
  source: 'till',
  type: 'visit',
  time: '2026-03-01T10:00:00Z',
  data: {},
  ...moment,
});

export interface TestIngestOptions {
  on?: TestDialect;
  identity?: IdentityConfig;
  types?: readonly Contribution[];
  clock?: TestClock;
  /** Sessions at most, on PostgreSQL. */
  connections?: number;
  /** How many profiles may share an identifier. */
  limit?: number;
}

/** An ingest over a database of its own, with a store in Paris and one in London, and one seller. */
export async function testIngest({
  on,
  identity = {},
  types,
  clock = testClock(),
  connections = 5,
  limit = 10,
}: TestIngestOptions = {}) {
  const db = await testDatabase({ connections, ...(on ? { on } : {}) });
  const locale = { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' } as const;
  const stores = createStores({ db, locale });
  await stores.put({ code: 'paris', name: 'Paris' });
  await stores.put({
    code: 'london',
    name: 'London',
    country: 'GB',
    timeZone: 'Europe/London',
    currency: 'GBP',
  });
  await stores.putStaff({ code: 's1', name: 'Seller 1', store: 'paris' });
  const told = { times: 0 };
  const make = ({ join = {}, sources = {} }: IdentityConfig = identity): Promise<Ingest> =>
    checkEpoch(db).then((epoch) =>
      createIngest({
        db,
        clock,
        epoch,
        stores,
        extensions: testExtensions(types),
        config: {
          locale,
          identity: { join, sources },
          futureTolerance: 300,
        },
        rules: async () => rulesOf(),
        linking: async () => ({ limit, anonymous: [] }),
        recorded: () => {
          told.times++;
        },
      }),
    );
  const ingest = await make();

  return {
    db,
    clock,
    /** How often `recorded` was called. */
    told,
    /** Another process's, as it were, on the same database. */
    make,
    record: ingest.record,
    recordOne: ingest.recordOne,
    moments: () =>
      db.query<{
        id: string;
        profileId: string;
        occurredAt: Date;
        type: string;
        version: number;
        source: string;
        key: string;
        storeId: string | null;
        staffId: string | null;
        session: string | null;
        live: boolean;
        data: unknown;
      }>(
        `select id, profile_id as "profileId", occurred_at as "occurredAt", type, version, source,
                source_key as key, store_id as "storeId", staff_id as "staffId", session, live, data
         from chaland.moment order by source_key collate "C"`,
      ),
    count: async (table: string, where = 'true') => {
      const [row] = await db.query<{ n: number }>(
        `select count(*)::int as n from chaland.${table} where ${where}`,
      );
      return row!.n;
    },
    [Symbol.asyncDispose]: () => db.close(),
  };
}
