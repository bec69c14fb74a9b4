import { Type } from 'typebox';
import { visible } from '../../customer/read/visible.ts';
import { movedResponse, movedTo } from '../../customer/routes/moved.ts';
import type { Core } from '../../http/core.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import { languageOf, languageQuery } from '../../moment/format/language.ts';
import type { CoreSettings } from '../../setting/core-settings.ts';
import { consentReceipt } from '../receipt.ts';
import { ConsentRecordSchema } from './consent-schemas.ts';

const params = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** What a person agreed to, and a receipt of each record. */
export const readRoutes = ({ db, clock, config, consents, customers, settings }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/customers/{id}/consents',
    summary: 'What a customer agreed to, refused and withdrew',
    description:
      'All records of all their profiles, what was said last first. Those with `current` are the last of their profile and scope; whether a message may leave follows from all of them.',
    tag: 'Consent',
    permission: 'consents.read',
    permissionScope: 'somewhere',
    params,
    responses: {
      200: { description: 'The records.', schema: Type.Object({ items: Type.Array(ConsentRecordSchema) }) },
      308: movedResponse,
    },
    async handler({ params: { id }, audit }, { principal }) {
      const reach = principal.storesFor('consents.read');
      const [customer] = await db.query<{ mergedInto: string | null }>(
        'select merged_into as "mergedInto" from chaland.customer where id = $1::uuid',
        [id],
      );
      if (customer?.mergedInto) return movedTo(customer.mergedInto, '/consents');
      if (!customer || (reach !== 'everywhere' && !(await visible(db, [id], reach)).has(id))) {
        throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
      }
      audit({ kind: 'customer', id });
      return { items: await consents.ofCustomer(id) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/consents/{id}/receipt',
    summary: 'A consent receipt',
    description:
      'The record with the field names of ISO/IEC TS 27560, as the guide of W3C’s Data Privacy Vocabulary maps them. After an erasure it has no personal data but the profile’s number.',
    tag: 'Consent',
    permission: 'consents.read',
    permissionScope: 'somewhere',
    params,
    query: Type.Object({ lang: languageQuery }),
    responses: {
      200: {
        description: 'JSON-LD.',
        mediaType: 'application/ld+json',
        schema: Type.Object({}, { additionalProperties: true }),
      },
    },
    async handler({ params: { id }, query: { lang }, raw, audit }, { principal }) {
      const record = await consents.byId(id);
      const reach = principal.storesFor('consents.read');
      const owner = record && (await customers.ofProfiles([record.profileId])).get(record.profileId);
      if (!record || (reach !== 'everywhere' && !(owner && (await visible(db, [owner], reach)).has(owner)))) {
        throw problem('CHL_NOT_FOUND', { detail: 'no consent has this id' });
      }
      audit({ kind: 'consent', id });
      const language = languageOf(lang, raw.headers, config.locale.language);
      const { code, version } = record.notice ?? {};
      const receipt = consentReceipt({
        record,
        purpose: record.purpose === null ? undefined : await consents.purposes.byCode(record.purpose),
        notice: code && version ? await consents.notices.byVersion(code, version) : undefined,
        controller: (await settings.of<CoreSettings>('core')).consent.controller,
        country: config.locale.country,
        language,
        now: clock.now(),
      });
      return reply(200, JSON.stringify(receipt), {
        'content-type': 'application/ld+json',
        'content-language': language,
        vary: 'Accept-Language',
      });
    },
  }),
];
