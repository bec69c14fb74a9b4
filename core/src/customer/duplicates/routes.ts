import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { afterCursor, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import type { CoreSettings } from '../../setting/core-settings.ts';
import { onceKinds } from '../identifier.ts';
import { matchBands } from '../match/bands.ts';
import { blockOf } from '../merge/blocked.ts';
import { clusterOf, readBelow } from '../merge/forest.ts';
import { decidedBy } from '../merge/routes.ts';
import { reasonSchema } from '../merge/schemas.ts';
import { readRecords } from '../read/record.ts';
import { isKeyId, isKeyText } from '../read/sections.ts';
import { visible } from '../read/visible.ts';
import { readRules } from '../survivorship/rules.ts';
import { readCompared, sharedBy } from './compared.ts';
import { currentPair, decide } from './decide.ts';
import { dismiss } from './dismiss.ts';
import { pairId, pairIdPattern } from './pair-id.ts';
import { readDismissed, readPair, readQueue } from './queue.ts';
import { ComparisonSchema, DecidedSchema, DuplicateSchema } from './schemas.ts';
import { readWouldBe } from './would-be.ts';

const tag = 'Duplicates';
const permission = 'customers.merge';
const params = Type.Object({ id: Type.String({ pattern: pairIdPattern }) });

/** The queue of those who may be one person, and what somebody decides of them. */
export function duplicateRoutes({ db, clock, merges, plugins, settings, config }: Core): Route[] {
  const kinds = onceKinds(plugins.extensions);
  const matching = async () => (await settings.of<CoreSettings>('core')).identity.matching;

  return [
    defineRoute({
      method: 'GET',
      path: '/api/duplicates',
      summary: 'Customers who may be one person',
      description:
        'Pairs that matching found come first, the likeliest at the top, then those who share an identifier. A page may hold fewer items than `limit` and still have a next one. Whoever may merge in some stores only is shown pairs of customers who came there.',
      tag,
      permission,
      permissionScope: 'somewhere',
      query: Type.Object({
        ...pageQuery,
        state: Type.Optional(
          Type.Enum(['open', 'dismissed'], {
            default: 'open',
            description: '`dismissed`: who was told apart.',
          }),
        ),
        band: Type.Optional(
          Type.Enum(['automatic', 'review'], {
            description: '`automatic`: likely enough to be merged by themselves, were nothing in the way.',
          }),
        ),
      }),
      responses: { 200: { description: 'A page.', schema: pageSchema(DuplicateSchema) } },
      async handler({ query: { state = 'open', band, cursor, limit = 50 }, audit }, { principal }) {
        const reach = principal.storesFor(permission);
        const page =
          state === 'open'
            ? await readQueue(db, { settings: await matching(), reach, band, cursor, limit })
            : await dismissedPage(cursor, limit);
        const ids = [...new Set(page.items.flatMap(({ a, b }) => [a, b]))];
        const seen = await visible(db, ids, reach);
        const compared = await readCompared(db, ids);
        const items = page.items.flatMap(({ a, b, ...pair }) => {
          const [one, other] = [compared.get(a), compared.get(b)];
          if (!one || !other || !seen.has(a) || !seen.has(b)) return [];
          return { ...pair, customers: [one, other], shared: sharedBy(one, other) };
        });
        audit({ kind: 'customer', id: items.flatMap(({ customers }) => customers.map(({ id }) => id)) });
        return { items, next: page.next };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/duplicates/{id}',
      summary: 'Two customers side by side',
      description:
        'Any two: what both have, how likely they are one person, and what speaks for and against it.',
      tag,
      permission,
      permissionScope: 'somewhere',
      params,
      responses: { 200: { description: 'Both, with what was found of them.', schema: ComparisonSchema } },
      async handler({ params: { id }, audit }, { principal }) {
        const [a, b] = await currentPair(db, id, principal.storesFor(permission));
        const { shared, match, dismissed } = await readPair(db, a, b);
        const [one, other] = await readRecords(db, [a, b]);
        const forest = await readBelow(db, [a, b]);
        const block = await blockOf(db, [clusterOf(forest, a), clusterOf(forest, b)], [a, b], kinds);
        const band = match ? matchBands(await matching())(match) : shared.length > 0 ? 'review' : 'no';
        audit({ kind: 'customer', id: [a, b] });
        return {
          id: pairId(a, b),
          customers: [JSON.parse(one!.body), JSON.parse(other!.body)],
          shared,
          probability: match?.probability ?? null,
          evidence: match?.evidence ?? null,
          band,
          block: block ?? null,
          dismissed,
          merged: await readWouldBe(db, [a, b], await readRules(settings, config.locale)),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/duplicates/{id}/dismiss',
      summary: 'Say that two customers are two persons',
      description: 'They leave the queue, and nothing merges them by itself. A person still can.',
      tag,
      permission,
      permissionScope: 'somewhere',
      params,
      body: Type.Object({ reason: Type.Optional(reasonSchema) }, { additionalProperties: false }),
      responses: { 204: { description: 'Noted.' } },
      async handler({ params: { id }, body: { reason = null }, audit }, { principal }) {
        const pair = await currentPair(db, id, principal.storesFor(permission));
        await dismiss(db, pair, { by: decidedBy(principal), reason, at: clock.now() });
        audit({ kind: 'customer', action: 'tell-apart', id: pair });
        return reply(204);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/duplicates/decide',
      summary: 'Merge or dismiss many pairs at once',
      description:
        'Up to 100, one by one: each answers for itself, and those that fail say why. Without a survivor, whoever has more identifiers stays, and of two the same the older.',
      tag,
      permission,
      permissionScope: 'somewhere',
      writes: 'own',
      body: Type.Object(
        {
          decisions: Type.Array(
            Type.Object(
              {
                id: Type.String({ pattern: pairIdPattern }),
                decision: Type.Enum(['merge', 'dismiss']),
                survivor: Type.Optional(Type.String({ format: 'uuid' })),
                reason: Type.Optional(reasonSchema),
              },
              { additionalProperties: false },
            ),
            { minItems: 1, maxItems: 100 },
          ),
        },
        { additionalProperties: false },
      ),
      responses: { 200: { description: 'What became of each, in order.', schema: DecidedSchema } },
      async handler({ body: { decisions }, audit }, { principal }) {
        const decided = await decide({ db, merges, clock }, decisions, {
          by: decidedBy(principal),
          reach: principal.storesFor(permission),
        });
        const changed = decided.filter(({ outcome }) => outcome !== 'failed');
        audit({
          kind: 'customer',
          action: 'decide-duplicates',
          id: [...new Set(changed.flatMap(({ customers }) => customers))],
          changes: { merges: changed.flatMap(({ merge }) => merge ?? []) },
        });
        return { items: decided.map(({ customers: _, ...item }) => item) };
      },
    }),
  ];

  async function dismissedPage(cursor: string | undefined, limit: number) {
    const after = afterCursor(cursor, isDismissedKey);
    const { items, next } = pageOf(
      await readDismissed(db, { after, limit: limit + 1 }),
      limit,
      ({ at, a, b }) => [at, a, b],
    );
    return {
      next,
      items: items.map(({ a, b, madeAt, madeBy, reason }) => ({
        id: pairId(a, b),
        a,
        b,
        rule: 'dismissed' as const,
        probability: null,
        evidence: null,
        band: 'review' as const,
        foundAt: madeAt,
        dismissed: { at: madeAt, by: madeBy, reason },
      })),
    };
  }
}

const isDismissedKey = (key: unknown): key is [string, string, string] =>
  Array.isArray(key) && key.length === 3 && isKeyText(key[0]) && isKeyId(key[1]) && isKeyId(key[2]);
