import type { AuditTrail } from '../../access/audit-trail.ts';
import { systemPrincipal } from '../../access/principal.ts';
import type { Clock } from '../../clock.ts';
import type { IdentityConfig } from '../../config.ts';
import type { Context } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { problem } from '../../http/problem.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import { identifierKinds, onceKinds } from '../identifier.ts';
import { joinRule } from '../join-policy.ts';
import { findLinks } from '../linking/find-links.ts';
import { foundOwnHomes, holderOf, markSeparated, type QuarantinedKey } from '../linking/separate.ts';
import type { LinkingSettings } from '../linking/settings.ts';
import { recomputeGoldenRecords } from '../survivorship/recompute.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';
import { blockOf, refuseBlocked } from './blocked.ts';
import { checkChoices } from './choices.ts';
import { clusterOf, type Forest, readAbove, readBelow, rootOf } from './forest.ts';
import { holdCustomers } from './hold.ts';
import { type Change, identityChange } from './identity-change.ts';
import type { FoundLink, Merge, MergeInput, Merges } from './merge.ts';
import { insertMerge, listMerges, markNotSame, markUndone, mergesOf, readMerge } from './merge-store.ts';
import { type HeldProfile, repoint } from './repoint.ts';

export interface MergesOptions {
  db: Database;
  clock: Clock;
  extensions: Extensions;
  /** Writes who merged whom where no request tells it. */
  audit: Pick<AuditTrail, 'write'>;
  identity: IdentityConfig;
  linking(): Promise<LinkingSettings>;
  rules(): Promise<SurvivorshipRules>;
  contextOf(plugin: string): Context;
}

/** Joins customers who are one person, and takes them apart again. */
export function createMerges(options: MergesOptions): Merges {
  const { db, clock, extensions, audit, identity, linking, rules, contextOf } = options;
  const kinds = identifierKinds(extensions);
  const once = onceKinds(extensions);

  /** @param homes everybody between whom something may move */
  async function change(
    kind: Change['kind'],
    profiles: readonly HeldProfile[],
    homes: ReadonlySet<string>,
    forest: Forest,
    now: Date,
  ): Promise<void> {
    const moved = await repoint(db, profiles, homes, forest, now);
    const customers = [...homes].sort();
    await recomputeGoldenRecords(db, customers, now, await rules());
    for (const { plugin, value } of extensions.all(identityChange)) {
      const context = contextOf(plugin);
      await (kind === 'undo' ? value.split : value.merge)?.({ kind, moved, customers }, context);
      await value.recompute?.(customers, context);
    }
  }

  async function mergeNow(input: MergeInput): Promise<Merge> {
    const { loserId, survivorId, kind = 'merge', choices = null, automatic = false } = input;
    if (loserId === survivorId) throw problem('CHL_MERGE_SAME');
    const now = clock.now();
    const profiles = await holdCustomers(db, [survivorId, loserId]);
    if (choices) checkChoices(choices, profiles);
    const forest = await readBelow(db, [survivorId, loserId]);
    const losers = clusterOf(forest, loserId);
    if (automatic) {
      await refuseBlocked(db, [losers, clusterOf(forest, survivorId)], [loserId, survivorId], once);
    }
    const merge: Merge = {
      id: uuidv7(now.getTime()),
      kind,
      loserId,
      survivorId,
      rule: input.rule ?? 'person',
      reason: input.reason ?? null,
      evidence: input.evidence ?? null,
      choices,
      windowStart: input.windowStart ?? null,
      madeBy: input.by,
      madeAt: now,
      undoneBy: null,
      undoneReason: null,
      undoneAt: null,
      erasedAt: null,
    };
    await insertMerge(db, merge);
    forest.set(loserId, merge);
    const moving = profiles.filter(({ customerId }) => customerId === loserId);
    await change(kind, moving, new Set([...losers, survivorId]), forest, now);
    if (automatic) await told('merge', [survivorId, loserId], { merge: merge.id, rule: merge.rule });
    return merge;
  }

  const told = (action: string, customers: readonly string[], changes: Record<string, unknown>) =>
    audit.write(
      customers.map((id) => ({
        principal: systemPrincipal,
        action,
        subject: { kind: 'customer', id },
        changes,
      })),
    );

  async function separateNow(identifier: QuarantinedKey): Promise<void> {
    const now = clock.now();
    const before = await holderOf(db, identifier);
    if (before) {
      await holdCustomers(db, [before.customerId], { moved: overtaken });
      const holder = await holderOf(db, identifier);
      if (holder?.homeId !== before.homeId) throw overtaken();
      const moving = await foundOwnHomes(db, identifier, before, now);
      if (moving.length > 0) {
        const above = await readAbove(db, [before.homeId]);
        const homes = new Set([before.customerId, before.homeId, ...moving.map(({ homeId }) => homeId)]);
        for (const { survivorId } of above.values()) homes.add(survivorId);
        await change('undo', moving, homes, above, now);
        await told('separate', [...homes], { identifier: identifier.kind });
      }
    }
    await markSeparated(db, identifier, now);
  }

  async function links(profileIds: readonly string[]): Promise<FoundLink[]> {
    const settings = await linking();
    const { automatic, anonymous } = settings;
    if (!automatic && anonymous.length === 0) return [];
    const stated = new Set(anonymous.map(({ source }) => source));
    const found = await findLinks(db, profileIds, {
      rule: joinRule(identity, kinds, settings),
      anonymousSources: stated,
    });
    const open: FoundLink[] = [];
    for (const link of found) {
      const { one, other, anonymous: passerBy, sources } = link;
      if (passerBy ? !sources.every((source) => stated.has(source)) : !automatic) continue;
      const forest = await readBelow(db, [one, other]);
      const clusters = [clusterOf(forest, one), clusterOf(forest, other)] as const;
      if (!(await blockOf(db, clusters, [one, other], once))) open.push(link);
    }
    return open;
  }

  async function undoNow(id: string, { by, reason = null }: Parameters<Merges['undo']>[1]): Promise<Merge> {
    const now = clock.now();
    const { loserId, survivorId } = await readStanding(db, id);
    const root = rootOf(await readAbove(db, [loserId]), loserId);
    const profiles = await holdCustomers(db, [root], { besides: [loserId], moved: overtaken });
    const merge = await readStanding(db, id);
    const above = await readAbove(db, [loserId]);
    if (rootOf(above, loserId) !== root) throw overtaken();

    await markUndone(db, id, { by, reason, at: now });
    const forest = await readBelow(db, [loserId, survivorId]);
    const losers = clusterOf(forest, loserId);
    const others = [...clusterOf(forest, survivorId)];
    const apart = [...losers].flatMap((one) => others.map((other) => [one, other] as const));
    await markNotSame(db, apart, { by, reason, at: now });
    const moving = profiles.filter(({ homeId }) => losers.has(homeId));
    above.delete(loserId);
    for (const [id, edge] of above) forest.set(id, edge);
    // With windows on the way, rows may have stayed with anybody between.
    const between = [survivorId, ...[...above.values()].map((edge) => edge.survivorId)];
    await change('undo', moving, new Set([...losers, ...between]), forest, now);
    return { ...merge, undoneBy: by, undoneReason: reason, undoneAt: now };
  }

  return {
    merge: (input) => db.transaction(() => mergeNow(input)),
    undo: (id, input) => db.transaction(() => undoNow(id, input)),
    links,
    separate: (identifier) => db.transaction(() => separateNow(identifier)),
    get: (id) => readMerge(db, id),
    of: (customerId, page) => mergesOf(db, customerId, page),
    list: (page) => listMerges(db, page),
  };
}

/** Other merges came first: the unit of work begins again, as after a serialization failure. */
const overtaken = () =>
  Object.assign(problem('CHL_CONFLICT', { detail: 'other merges of the same customers keep coming first' }), {
    code: '40001',
  });

/** @throws CHL_NOT_FOUND, CHL_MERGE_ERASED, CHL_MERGE_UNDONE */
async function readStanding(db: Database, id: string): Promise<Merge> {
  const merge = await readMerge(db, id);
  if (!merge) throw problem('CHL_NOT_FOUND', { detail: 'no merge has this id' });
  if (merge.erasedAt) throw problem('CHL_MERGE_ERASED');
  if (merge.undoneAt) throw problem('CHL_MERGE_UNDONE');
  return merge;
}
