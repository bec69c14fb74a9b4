import { createHmac } from 'node:crypto';
import { Type } from 'typebox';
import { problem } from '../../../http/problem.ts';
import type { Fate, MomentInput } from '../../../moment/moment.ts';
import { momentType } from '../../../moment/type.ts';
import { definePlugin } from '../../../plugin/define-plugin.ts';
import { type Connector, connector } from '../../connector.ts';
import { type Brought, type RecordFate, recordKind } from '../../record/record-kind.ts';

/** One order as the invented shop sends it. */
export interface ShopOrder {
  id: string;
  topic?: string;
  /** The store's code; none where absent. */
  store?: string;
  email?: string;
  /** `fault`: a field is missing; `crash`: the connector fails; `unpaid`: no use for it; `poison`: what it brings breaks the writing; `away`: the database has no room. */
  as?: 'fault' | 'crash' | 'unpaid' | 'poison' | 'away';
  note?: string;
}

/** What a test changes while it runs: a connector that was mended. */
export interface ShopState {
  mended: boolean;
  mapped: string[];
}

export const secret = 'shop secret';

/** When every order was made: the same however often it is sent. */
const orderedAt = '2026-03-02T08:00:00Z';

/** A request as the shop sends it. */
export function shopRequest(orders: ShopOrder | readonly ShopOrder[], key = secret) {
  const body = Buffer.from(JSON.stringify(orders));
  return {
    body,
    headers: { 'x-signature': createHmac('sha256', key).update(body).digest('hex'), 'x-trace': 'kept' },
  };
}

/** A plugin with a connector that verifies, and a kind of record that is written as visits. */
export function shop(state: ShopState = { mended: false, mapped: [] }) {
  const args = Type.Object({ secret: Type.String({ 'x-secret': true }) });
  const definition: Connector<{ secret: string }> & { args: typeof args } = {
    id: 'shop',
    title: { en: 'Shop', fr: 'Boutique' },
    description: { en: 'An invented shop', fr: 'Une boutique inventée' },
    args,
    identity: ({ secret }) => secret,
    check: async () => ({ ok: true }),
    receive({ args, headers, body, query, path }) {
      if (query.has('challenge')) return { answer: { status: 200, body: query.get('challenge')! } };
      if (path === '/broken') throw new Error('broken');
      const signature = createHmac('sha256', args.secret).update(body).digest('hex');
      if (headers['x-signature'] !== signature) return { refused: 'the signature is wrong' };
      const orders = [JSON.parse(body.toString())].flat() as ShopOrder[];
      return {
        deliveries: orders.map((order) => ({
          key: order.id,
          topic: order.topic ?? 'orders/paid',
          body: Buffer.from(JSON.stringify(order)),
          headers: { 'x-trace': headers['x-trace'] ?? '' },
        })),
      };
    },
    map({ body }) {
      const order = JSON.parse(body.toString()) as ShopOrder;
      state.mapped.push(order.id);
      if (order.as === 'unpaid') return { ignored: { en: 'it is not paid', fr: 'elle n’est pas payée' } };
      if (!state.mended && order.as === 'fault') {
        throw problem('CHL_INPUT_INVALID', { detail: 'is missing', pointer: '/total' });
      }
      if (!state.mended && order.as === 'crash') throw new TypeError('x is not a function');
      // A kind that only this plugin knows.
      return {
        visits: [
          {
            id: `order/${order.id}`,
            type: 'shop.visit',
            time: orderedAt,
            ...(order.store ? { store: order.store } : {}),
            ...(order.email
              ? { customer: { id: `c-${order.email}`, identifiers: [{ kind: 'email', value: order.email }] } }
              : {}),
            data:
              (order.as === 'poison' || order.as === 'away') && !state.mended
                ? { [order.as]: true }
                : { note: order.note ?? '' },
          },
        ],
      } as Brought;
    },
  };
  return definePlugin({
    id: 'shop',
    version: '1.0.0',
    title: { en: 'Shop', fr: 'Boutique' },
    requires: { api: '^1.0' },
    contributes: [
      connector(definition),
      momentType({
        type: 'shop.visit',
        version: 1,
        stage: 'entry',
        title: { en: 'Visit', fr: 'Visite' },
        schema: Type.Object({ note: Type.String() }),
        summary: ({ note }) => note,
      }),
      recordKind<Omit<MomentInput, 'source'>>({
        id: 'visits',
        title: { en: 'Visits', fr: 'Visites' },
        schema: Type.Object({}),
        order: 30,
        async write(items, { source, live }, { moments, db }) {
          // As a kind with a fault in it does: the database then refuses everything up to the savepoint.
          if (items.some(({ data }) => (data as { poison?: true }).poison)) await db.query('select 1 / 0');
          if (items.some(({ data }) => (data as { away?: true }).away)) {
            await db.query(`do $$ begin raise exception 'no room' using errcode = '53100'; end $$`);
          }
          const fates = await moments.record(
            items.map((item) => ({ ...item, source })),
            { live },
          );
          const profiles = await db.query<{ key: string; profile: string }>(
            `select source_key as key, profile_id as profile from chaland.moment
             where source = $1 and source_key = any($2::text[])`,
            [source, items.map(({ id }) => id)],
          );
          const profileOf = new Map(profiles.map(({ key, profile }) => [key, profile]));
          return fates.map((fate, index) => fateOf(fate, profileOf.get(items[index]!.id)));
        },
      }),
    ],
  });
}

function fateOf(fate: Fate, profile: string | undefined): RecordFate {
  return {
    fate: fate.fate,
    ...(profile ? { profile } : {}),
    ...('problem' in fate ? { problem: fate.problem } : {}),
  };
}
