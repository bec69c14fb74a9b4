import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';

/** A merge that stands, as a step from a customer to the one above. */
export interface Edge {
  id: string;
  loserId: string;
  survivorId: string;
  /** Only moments from then on take the step; null for all. */
  windowStart: Date | null;
}

/** Whose a profile's moments are in a stretch of time: from an instant on, and before another. */
export interface Stretch {
  customerId: string;
  from: Date | null;
  until: Date | null;
}

/** Merges that stand, by who was merged away. */
export type Forest = ReadonlyMap<string, Edge>;

const edge = `m.id, m.loser_id as "loserId", m.survivor_id as "survivorId", m.window_start as "windowStart"`;

/** The merges that stand below customers. */
export const readBelow = (db: Database, customerIds: readonly string[]): Promise<Map<string, Edge>> =>
  readForest(
    db,
    customerIds,
    'chaland.merges-below',
    `with recursive below as (
       select ${edge} from chaland.merge m where m.survivor_id = any($1::uuid[]) and m.undone_at is null
       union
       select ${edge} from below join chaland.merge m on m.survivor_id = below."loserId" and m.undone_at is null
     ) select * from below`,
  );

/** The merges that stand above customers, up to their roots. */
export const readAbove = (db: Database, customerIds: readonly string[]): Promise<Map<string, Edge>> =>
  readForest(
    db,
    customerIds,
    'chaland.merges-above',
    `with recursive above as (
       select ${edge} from chaland.merge m where m.loser_id = any($1::uuid[]) and m.undone_at is null
       union
       select ${edge} from above join chaland.merge m on m.loser_id = above."survivorId" and m.undone_at is null
     ) select * from above`,
  );

async function readForest(db: Database, ids: readonly string[], name: string, text: string) {
  const edges = await db.query<Edge>(text, [uuidArray(ids)], { name });
  return new Map(edges.map((one) => [one.loserId, one]));
}

/** Who somebody is now: the customer at the end of the merges that stand. */
export function rootOf(forest: Forest, homeId: string): string {
  let id = homeId;
  for (let step = forest.get(id); step; step = forest.get(id)) id = step.survivorId;
  return id;
}

/** A customer and everybody who was merged into it, over however many steps. */
export function clusterOf(forest: Forest, customerId: string): Set<string> {
  const losersOf = Map.groupBy(forest.values(), ({ survivorId }) => survivorId);
  const cluster = new Set([customerId]);
  for (const id of cluster) for (const { loserId } of losersOf.get(id) ?? []) cluster.add(loserId);
  return cluster;
}

/**
 * Whose the moments of a profile are, over time, the latest stretch last: it is the root's. Without a window on
 * the way, that is the only one.
 */
export function stretchesOf(forest: Forest, homeId: string): [...Stretch[], Stretch] {
  const before: Stretch[] = [];
  let id = homeId;
  let from: Date | null = null;
  for (let step = forest.get(id); step; step = forest.get(id)) {
    const { windowStart, survivorId } = step;
    if (windowStart && (!from || windowStart > from)) {
      before.push({ customerId: id, from, until: windowStart });
      from = windowStart;
    }
    id = survivorId;
  }
  return [...before, { customerId: id, from, until: null }];
}

/** Whose a moment of that instant is. */
export const customerAt = (stretches: readonly Stretch[], time: Date): string =>
  stretches.findLast(({ from }) => !from || time >= from)!.customerId;
