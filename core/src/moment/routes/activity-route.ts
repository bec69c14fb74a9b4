import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { defineRoute } from '../../http/route.ts';

/** Moments looked at: the answer takes as long however many there are. */
const looked = 20_000;

interface Row {
  type: string;
  count: number;
  lastRecordedAt: Date;
}

/** What comes in: how many of the latest moments are of each type. */
export const activityRoute = ({ db }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/moment-types/activity',
    summary: 'How many of the latest moments are of each type',
    description: `Among the ${looked} that were recorded last. A type that isn't listed has none among them.`,
    tag: 'Moments',
    permission: 'moments.read',
    unaudited: true,
    responses: {
      200: {
        description: 'By type.',
        schema: Type.Object({
          looked: Type.Integer({ description: 'Moments that were looked at.' }),
          since: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
            description: 'When the first of them was recorded.',
          }),
          items: Type.Array(
            Type.Object({
              type: Type.String(),
              count: Type.Integer(),
              lastRecordedAt: Type.String({ format: 'date-time' }),
            }),
          ),
        }),
      },
    },
    async handler() {
      const rows = await db.query<Row & { first: Date }>(
        `select type, count(*) as count, max(recorded_at) as "lastRecordedAt", min(recorded_at) as first
         from (select type, recorded_at from chaland.moment order by epoch desc, tx desc, seq desc limit ${looked}) m
         group by type order by type`,
      );
      const first = rows.map((row) => row.first.getTime());
      return {
        looked: rows.reduce((sum, { count }) => sum + count, 0),
        since: first.length > 0 ? new Date(Math.min(...first)) : null,
        items: rows.map(({ type, count, lastRecordedAt }) => ({ type, count, lastRecordedAt })),
      };
    },
  });
