import { Type } from 'typebox';
import type { ConsentFate, ConsentInput } from '../../consent/consents.ts';
import { ConsentInputSchema } from '../../consent/schemas.ts';
import { MomentEnvelope } from '../../moment/envelope.ts';
import type { Fate, MomentInput } from '../../moment/moment.ts';
import type { PutFate } from '../../store/put-many.ts';
import { NewStaff, NewStore } from '../../store/store-schemas.ts';
import type { StoreInput } from '../../store/stores.ts';
import type { ProfileInput } from './profile-input.ts';
import { ProfileInputSchema } from './profile-schema.ts';
import type { ProfileFate } from './profiles.ts';
import { type RecordFate, recordKind } from './record-kind.ts';
import type { RequestInput } from './request-input.ts';
import type { StaffInput } from './staff-input.ts';

/** The fates of what has a source, without it: it is the connection's. */
function plain(fate: Fate | ConsentFate | ProfileFate): RecordFate {
  if ('problem' in fate) return { fate: fate.fate, problem: fate.problem };
  return { fate: fate.fate, ...(fate.profile === undefined ? {} : { profile: fate.profile }) };
}

const put = (fate: PutFate<unknown>): RecordFate =>
  'problem' in fate
    ? { fate: 'rejected', problem: fate.problem.toJSON() }
    : { fate: fate.fate === 'unchanged' ? 'unchanged' : 'recorded' };

const sourced = <Item>(items: readonly Item[], source: string) => items.map((item) => ({ ...item, source }));

const { source: _ofMoments, ...moment } = MomentEnvelope.properties;
const { source: _ofConsents, ...consent } = ConsentInputSchema.properties;
const closed = { additionalProperties: false };

/** The kinds of record that core itself takes. */
export const coreRecordKinds = [
  recordKind<StoreInput>({
    id: 'stores',
    title: { en: 'Stores', fr: 'Magasins' },
    schema: NewStore,
    order: 10,
    write: async (items, _options, { stores }) => (await stores.putAll(items)).map(put),
  }),
  recordKind<StaffInput>({
    id: 'staff',
    title: { en: 'Staff', fr: 'Personnel' },
    schema: NewStaff,
    order: 15,
    write: async (items, _options, { stores }) => (await stores.putAllStaff(items)).map(put),
  }),
  recordKind<ProfileInput>({
    id: 'profiles',
    title: { en: 'Customers', fr: 'Clients' },
    schema: ProfileInputSchema,
    order: 20,
    judges: true,
    write: async (items, { source }, { profiles }) =>
      (await profiles.record(sourced(items, source))).map(plain),
  }),
  recordKind<Omit<MomentInput, 'source'>>({
    id: 'moments',
    title: { en: 'Moments', fr: 'Moments' },
    schema: Type.Object(moment, closed),
    order: 30,
    judges: true,
    write: async (items, { source, live }, { moments }) =>
      (await moments.record(sourced(items, source), { live })).map(plain),
  }),
  // After moments: a soft opt-in rests on a sale.
  recordKind<Omit<ConsentInput, 'source'>>({
    id: 'consents',
    title: { en: 'Consents', fr: 'Consentements' },
    schema: Type.Object(consent, closed),
    order: 35,
    judges: true,
    write: async (items, { source }, { consents }) =>
      (await consents.record(sourced(items, source))).map(plain),
  }),
  recordKind<RequestInput>({
    id: 'requests',
    title: { en: 'Privacy requests', fr: 'Demandes RGPD' },
    schema: Type.Object(
      {
        id: Type.String({
          minLength: 1,
          maxLength: 255,
          description: 'Of the source; with it, it is filed once.',
        }),
        kind: Type.Enum(['access', 'erasure']),
        time: Type.String({
          maxLength: 60,
          description: 'RFC 3339: when it was asked; the month counts from then.',
        }),
        customer: Type.Object(
          { id: moment.customer.properties.id, identifiers: moment.customer.properties.identifiers },
          closed,
        ),
      },
      closed,
    ),
    order: 40,
    async write(items, { source }, { privacy }) {
      return (await privacy.file(sourced(items, source))).map((fate) => {
        if (fate.fate === 'recorded') return { fate: fate.fate, profile: fate.profile };
        return fate;
      });
    },
  }),
];
