import { Type } from 'typebox';
import { readTimeline } from '../../customer/read/timeline.ts';
import type { Core } from '../../http/core.ts';
import { instantOf, instantQuery } from '../../http/instant.ts';
import { afterCursor, cursorOf, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { defineRoute, reply } from '../../http/route.ts';
import { momentFilters, namedTypes, storesWithin } from '../format/filters.ts';
import { languageOf, languageQuery } from '../format/language.ts';
import { type EntryRow, momentEntries } from '../format/moment-entry.ts';
import { isTimelineKey, type TimelineKey } from '../format/timeline-key.ts';
import { MomentSchema } from './moment-schemas.ts';
import { type Position, readRecent } from './recent.ts';

const isPosition = (key: unknown): key is Position =>
  Array.isArray(key) &&
  Number.isInteger(key[0]) &&
  key[0] < 2 ** 31 &&
  /^\d{1,19}$/.test(key[1]) &&
  Number.isSafeInteger(key[2]);

export const listRoute = ({ db, config, customers, stores, moments: { types } }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/moments',
    summary: 'The latest moments',
    description:
      'In the order in which they were recorded, the latest first; those of one customer in the order in which they happened. A page may hold fewer items than `limit`, even none, and still have a next one: go on while `next` is there. Whoever may see moments in some stores only is shown those of these stores.',
    tag: 'Moments',
    permission: 'moments.read',
    permissionScope: 'somewhere',
    query: Type.Object({
      ...pageQuery,
      ...momentFilters,
      source: Type.Optional(
        Type.Array(Type.String({ maxLength: 255, pattern: '^[^\\u0000]*$' }), {
          maxItems: 100,
          description: 'Only those that these sources told.',
        }),
      ),
      customer: Type.Optional(Type.String({ format: 'uuid', description: "Only this customer's." })),
      from: instantQuery('Only moments from then on.'),
      to: instantQuery('Only moments before then.'),
      lang: languageQuery,
    }),
    responses: { 200: { description: 'A page.', schema: pageSchema(MomentSchema) } },
    async handler({ query, raw, audit }, { principal }) {
      const { cursor, limit = 50, type, stage, store, source: sources, customer, lang } = query;
      const filters = {
        types: namedTypes(types, type, stage),
        sources,
        storeIds: await storesWithin(stores, principal.storesFor('moments.read'), store),
        from: instantOf('from', query.from),
        to: instantOf('to', query.to),
      };
      let page: { items: EntryRow[]; next: string | null };
      if (customer) {
        const after = afterCursor(cursor, isTimelineKey);
        const profiles = await customers.profilesOf([customer]);
        const rows = await readTimeline(db, {
          ...filters,
          profiles,
          after: after && { at: after[0], id: after[1] },
          limit: limit + 1,
        });
        const { items, next } = pageOf(rows, limit, ({ at, id }): TimelineKey => [at, id]);
        page = { items: items.map(({ at: _, ...row }) => row), next };
      } else {
        const { items, next } = await readRecent(db, {
          ...filters,
          after: afterCursor(cursor, isPosition),
          limit,
        });
        page = { items, next: next && cursorOf(next) };
      }
      audit({ kind: 'moment', id: page.items.map(({ id }) => id) });
      const language = languageOf(lang, raw.headers, config.locale.language);
      const items = await momentEntries(page.items, { types, stores, language });
      return reply(
        200,
        { items, next: page.next },
        { 'content-language': language, vary: 'Accept-Language' },
      );
    },
  });
