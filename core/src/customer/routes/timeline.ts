import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { instantOf, instantQuery } from '../../http/instant.ts';
import { afterCursor, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, reply } from '../../http/route.ts';
import { momentFilters, namedTypes, storesWithin } from '../../moment/format/filters.ts';
import { languageOf, languageQuery } from '../../moment/format/language.ts';
import { momentEntries } from '../../moment/format/moment-entry.ts';
import { isTimelineKey, type TimelineKey } from '../../moment/format/timeline-key.ts';
import { MomentSchema } from '../../moment/routes/moment-schemas.ts';
import { readTimeline } from '../read/timeline.ts';
import { visible } from '../read/visible.ts';
import { movedResponse, movedTo } from './moved.ts';

export const timelineRoute = ({ db, config, customers, stores, moments: { types } }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/customers/{id}/timeline',
    summary: "A customer's history, newest first",
    description:
      'All moments of all their profiles. Whoever may see customers in some stores only is shown the moments of these.',
    tag: 'Customers',
    permission: 'customers.read',
    permissionScope: 'somewhere',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    query: Type.Object({
      ...pageQuery,
      ...momentFilters,
      from: instantQuery('Only moments from then on.'),
      to: instantQuery('Only moments before then.'),
      lang: languageQuery,
    }),
    responses: { 200: { description: 'A page.', schema: pageSchema(MomentSchema) }, 308: movedResponse },
    async handler({ params: { id }, query, raw, audit }, { principal }) {
      const { cursor, limit = 50, type, stage, store, lang } = query;
      const reach = principal.storesFor('customers.read');
      const after = afterCursor(cursor, isTimelineKey);
      const from = instantOf('from', query.from);
      const to = instantOf('to', query.to);
      const language = languageOf(lang, raw.headers, config.locale.language);

      const profiles = await customers.profilesOf([id]);
      if (profiles.length === 0) {
        const [customer] = await db.query<{ mergedInto: string | null }>(
          'select merged_into as "mergedInto" from chaland.customer where id = $1::uuid',
          [id],
        );
        if (customer?.mergedInto) return movedTo(customer.mergedInto, `/timeline${new URL(raw.url).search}`);
        if (!customer) throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
      }
      if (reach !== 'everywhere' && !(await visible(db, [id], reach)).has(id))
        throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });

      const rows = await readTimeline(db, {
        profiles,
        types: namedTypes(types, type, stage),
        storeIds: await storesWithin(stores, reach, store),
        from,
        to,
        after: after && { at: after[0], id: after[1] },
        limit: limit + 1,
      });
      audit({ kind: 'customer', id });
      const { items, next } = pageOf(rows, limit, ({ at, id }): TimelineKey => [at, id]);
      const entries = await momentEntries(
        items.map(({ at: _, ...row }) => row),
        { types, stores, language },
      );
      return reply(200, { items: entries, next }, { 'content-language': language, vary: 'Accept-Language' });
    },
  });
