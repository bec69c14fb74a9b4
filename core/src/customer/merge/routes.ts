import { Type } from 'typebox';
import type { Principal } from '../../access/principal.ts';
import type { Core } from '../../http/core.ts';
import { afterCursor, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import { isKeyId } from '../read/sections.ts';
import { type Reach, visible } from '../read/visible.ts';
import type { DecidedBy, Merge } from './merge.ts';
import { choicesSchema, MergeSchema, reasonSchema } from './schemas.ts';

const tag = 'Merges';
const permission = 'customers.merge';

export const decidedBy = ({ kind, id, name }: Principal): DecidedBy => ({ kind, id, name });

/** Merging customers, and taking them apart again. */
export function mergeRoutes({ db, merges }: Core): Route[] {
  /** Of those somebody may work on; to others a customer of another store doesn't exist. */
  async function refuseUnseen(ids: readonly string[], reach: Reach, pointers: readonly string[] = []) {
    const seen = await visible(db, ids, reach);
    const unseen = ids.findIndex((id) => !seen.has(id));
    if (unseen === -1) return;
    const pointer = pointers[unseen];
    throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id', ...(pointer ? { pointer } : {}) });
  }

  /** Who a merge is about now: the customer that its survivor is, and so the loser while it stands. */
  async function personOf({ survivorId }: Merge): Promise<string> {
    const [row] = await db.query<{ id: string }>(
      'select coalesce(merged_into, id) as id from chaland.customer where id = $1::uuid',
      [survivorId],
    );
    return row?.id ?? survivorId;
  }

  async function seen(id: string, reach: Reach): Promise<Merge> {
    const merge = await merges.get(id.toLowerCase());
    if (!merge || (reach !== 'everywhere' && !(await visible(db, [await personOf(merge)], reach)).size)) {
      throw problem('CHL_NOT_FOUND', { detail: 'no merge has this id' });
    }
    return merge;
  }

  return [
    defineRoute({
      method: 'POST',
      path: '/api/merges',
      summary: 'Merge two customers',
      description:
        'The loser’s profiles become the survivor’s, with all their history; its id then leads to the survivor. A merge can be undone at any time, in any order.',
      tag,
      permission,
      permissionScope: 'somewhere',
      body: Type.Object(
        {
          survivor: Type.String({ format: 'uuid', description: 'The customer that stays.' }),
          loser: Type.String({ format: 'uuid', description: 'The customer that becomes part of it.' }),
          reason: Type.Optional(reasonSchema),
          choices: Type.Optional(choicesSchema),
        },
        { additionalProperties: false },
      ),
      responses: { 201: { description: 'Merged.', schema: MergeSchema } },
      async handler({ body, audit }, { principal }) {
        const [survivorId, loserId] = [body.survivor.toLowerCase(), body.loser.toLowerCase()];
        if (survivorId === loserId) throw problem('CHL_MERGE_SAME', { pointer: '/loser' });
        await refuseUnknown(survivorId, loserId);
        await refuseUnseen([survivorId, loserId], principal.storesFor(permission), ['/survivor', '/loser']);
        const { reason = null, choices = null } = body;
        const merge = await merges.merge({ survivorId, loserId, reason, choices, by: decidedBy(principal) });
        audit({
          kind: 'customer',
          action: 'merge',
          id: [survivorId, loserId],
          changes: { merge: merge.id, ...(choices ? { choices: Object.keys(choices) } : {}) },
        });
        return reply(201, merge, { location: `/api/merges/${merge.id}` });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/merges',
      summary: 'Merges, the latest first',
      description:
        'With `customer`, those that made a customer who they are, and those that were undone. Without it, all: for whoever may merge everywhere.',
      tag,
      permission,
      permissionScope: 'somewhere',
      query: Type.Object({
        ...pageQuery,
        customer: Type.Optional(Type.String({ format: 'uuid', description: 'Id of a customer.' })),
      }),
      responses: { 200: { description: 'A page.', schema: pageSchema(MergeSchema) } },
      async handler({ query: { customer, cursor, limit = 50 }, audit }, { principal }) {
        const after = afterCursor(cursor, isKeyId);
        const reach = principal.storesFor(permission);
        const page = { after, limit: limit + 1 };
        if (customer === undefined) {
          if (reach !== 'everywhere') {
            throw problem('CHL_FORBIDDEN', {
              detail: `without a customer, ${permission} is needed everywhere`,
              mend: 'Add ?customer=<id>.',
            });
          }
          return pageOf(await merges.list(page), limit, ({ id }) => id);
        }
        await refuseUnseen([customer.toLowerCase()], reach);
        const found = await merges.of(customer.toLowerCase(), page);
        audit({ kind: 'customer', id: customer });
        return pageOf(found, limit, ({ id }) => id);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/merges/{id}',
      summary: 'A merge: who made it, by which rule, and why',
      tag,
      permission,
      permissionScope: 'somewhere',
      params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      responses: { 200: { description: 'The merge.', schema: MergeSchema } },
      async handler({ params: { id }, audit }, { principal }) {
        const merge = await seen(id, principal.storesFor(permission));
        audit({ kind: 'customer', id: [merge.survivorId, merge.loserId] });
        return merge;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/merges/{id}/undo',
      summary: 'Take apart what a merge joined',
      description:
        'The profiles that it moved go back, with what happened since; the two are noted as not the same, so that nothing merges them by itself again. Consents follow their profiles.',
      tag,
      permission,
      permissionScope: 'somewhere',
      params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      body: Type.Object({ reason: Type.Optional(reasonSchema) }, { additionalProperties: false }),
      responses: { 200: { description: 'Undone.', schema: MergeSchema } },
      async handler({ params, body, audit }, { principal }) {
        const { id } = await seen(params.id, principal.storesFor(permission));
        const merge = await merges.undo(id, { by: decidedBy(principal), reason: body.reason ?? null });
        audit({
          kind: 'customer',
          action: 'unmerge',
          id: [merge.survivorId, merge.loserId],
          changes: { merge: id },
        });
        return merge;
      },
    }),
  ];

  /** Before who may see them is asked: who was merged away has no moments any more. */
  async function refuseUnknown(survivorId: string, loserId: string): Promise<void> {
    const rows = await db.query<{ id: string; now: string | null }>(
      'select id, merged_into as now from chaland.customer where id in ($1::uuid, $2::uuid)',
      [survivorId, loserId],
    );
    for (const [pointer, id] of [['/survivor', survivorId] as const, ['/loser', loserId] as const]) {
      const row = rows.find((one) => one.id === id);
      if (!row) throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id', pointer });
      if (row.now) {
        throw problem('CHL_MERGE_MERGED', {
          detail: `was merged into ${row.now}`,
          pointer,
          mend: `Name ${row.now} instead.`,
        });
      }
    }
  }
}
