import { Type } from 'typebox';
import { systemPrincipal } from '../../access/principal.ts';
import type { Context } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import { Problem } from '../../http/problem.ts';
import { job } from '../../job/job.ts';
import type { CoreSettings } from '../../setting/core-settings.ts';
import { whoIs } from '../duplicates/dismiss.ts';
import type { FoundLink } from '../merge/merge.ts';
import { linkJobId } from './job-ids.ts';
import { toSeparate } from './separate.ts';

interface LinkRequest {
  pairs: FoundLink[];
  /** ISO: when somebody was recognised. */
  at: string;
}

const { kind, id, name } = systemPrincipal;
const by = { kind, id, name };

/** Merges who turned out to be one, each pair in a transaction of its own; what is in the way keeps them apart. */
export const linkJob = job<LinkRequest>({
  id: linkJobId,
  title: { en: 'Merge customers who turned out to be one', fr: 'Fusionner les clients qui n’en sont qu’un' },
  args: Type.Object({
    pairs: Type.Array(
      Type.Object({
        one: Type.String(),
        other: Type.String(),
        kind: Type.String(),
        anonymous: Type.Union([Type.Literal('one'), Type.Literal('other'), Type.Null()]),
        sources: Type.Array(Type.String()),
      }),
    ),
    at: Type.String(),
  }),
  async handle({ pairs, at }, context, { signal }) {
    for (;;) {
      const [quarantined] = await toSeparate(context.db);
      if (!quarantined) break;
      signal.throwIfAborted();
      await context.merges.separate(quarantined);
    }
    for (const pair of pairs) {
      signal.throwIfAborted();
      await linkPair(pair, new Date(at), context).catch(unlessInTheWay);
    }
  },
});

async function linkPair(pair: FoundLink, at: Date, context: Context): Promise<void> {
  const { db, merges } = context;
  const now = await whoIs(db, [pair.one, pair.other]);
  const [one, other] = [now.get(pair.one), now.get(pair.other)];
  if (!one || !other || one === other) return;
  const evidence = { identifier: pair.kind };
  if (!pair.anonymous) {
    const [survivorId, loserId] = one < other ? [one, other] : [other, one];
    await merges.merge({
      survivorId,
      loserId,
      by,
      rule: `identifier:${pair.kind}`,
      evidence,
      automatic: true,
    });
    return;
  }
  const [loserId, survivorId] = pair.anonymous === 'one' ? [one, other] : [other, one];
  await db.transaction(async () => {
    const stated = await statementOf(pair.sources, context);
    if (!stated || !(await agreed(stated.purposes, [loserId, survivorId], context))) return;
    const recognised = Math.max(at.getTime(), await lastSeen(db, loserId));
    await merges.merge({
      kind: 'link',
      survivorId,
      loserId,
      by,
      rule: 'link',
      evidence: {
        ...evidence,
        sources: pair.sources,
        bases: stated.bases,
        purposes: stated.purposes,
        days: stated.days,
      },
      windowStart: new Date(recognised - stated.days * 86_400_000),
      automatic: true,
    });
  });
}

/**
 * The instant of a passer-by's latest moment. A page of the stream may end before the one by which they were recognised,
 * which is known by then all the same: a window that began before the page would hold too much.
 */
async function lastSeen(db: Database, customerId: string): Promise<number> {
  const [row] = await db.query<{ at: Date | null }>(
    `select max(m.occurred_at) as at
     from chaland.customer_profile mine join chaland.moment m on m.profile_id = mine.profile_id
     where mine.customer_id = $1`,
    [customerId],
  );
  return row?.at?.getTime() ?? 0;
}

/** What the retailer stated of sources: the shortest window of all. Undefined where one of them states nothing. */
async function statementOf(sources: readonly string[], { settings }: Context) {
  const { anonymous } = (await settings<CoreSettings>()).identity.linking;
  const stated = sources.map((source) => anonymous.find((one) => one.source === source));
  if (stated.length === 0 || stated.some((one) => !one)) return undefined;
  const all = stated.flatMap((one) => one ?? []);
  return {
    days: Math.min(...all.map(({ days }) => days)),
    bases: [...new Set(all.map(({ basis }) => basis))],
    purposes: all.flatMap(({ basis, purpose }) => (basis === 'consent' ? [purpose ?? ''] : [])),
  };
}

/** Where consent is the basis: one of the two, the visitor or the customer, agreed, and neither refused. */
async function agreed(
  purposes: readonly string[],
  customers: readonly string[],
  { consents }: Context,
): Promise<boolean> {
  for (const purpose of purposes) {
    const answers = await consents.check(customers.map((customerId) => ({ customerId, purpose })));
    if (answers.some(({ code }) => code === 'refused' || code === 'withdrawn')) return false;
    if (!answers.some(({ allowed, code }) => allowed && code === 'granted')) return false;
  }
  return true;
}

const expected = new Set(['CHL_MERGE_BLOCKED', 'CHL_MERGE_MERGED', 'CHL_NOT_FOUND', 'CHL_CUSTOMER_ERASED']);

function unlessInTheWay(error: unknown): void {
  if (error instanceof Problem && expected.has(error.code)) return;
  throw error;
}
