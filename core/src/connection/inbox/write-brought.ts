import type { Context } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import { type Fault, problem } from '../../http/problem.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import { type BroughtRecords, type RecordFate, recordKinds } from '../record/record-kind.ts';
import { type Fates, writeKinds } from '../record/write-records.ts';

/** What one delivery brings. */
export interface Load {
  brought: BroughtRecords;
  live: boolean;
}

/** What became of it. */
export interface Written {
  /** The first of its faults, with all of them where there are several. */
  problem?: Record<string, unknown>;
  /** Whom it speaks of. */
  profiles: readonly string[];
}

export interface WriteParts {
  db: Database;
  extensions: Extensions;
  contextOf(plugin: string): Context;
}

/**
 * Writes what deliveries bring, all together and in the current unit of work. Each record is judged by itself: what can be
 * written of a delivery is, and its faults are told by pointers that begin with kind and place.
 */
export async function writeBrought(
  parts: WriteParts,
  source: string,
  loads: readonly Load[],
): Promise<Written[]> {
  const known = new Set(parts.extensions.all(recordKinds).map(({ value }) => value.id));
  const results = loads.map(({ brought, live }) => ({
    live,
    brought: Object.fromEntries(Object.entries(brought).filter(([kind]) => known.has(kind))),
    faults: unknownKinds(brought, known),
    profiles: new Set<string>(),
  }));
  for (const live of [true, false]) {
    const alike = results.filter((result) => result.live === live);
    if (alike.length === 0) continue;
    const all = await writeKinds(
      alike.map(({ brought }) => brought),
      { source, live },
      parts,
    );
    for (const [index, fates] of all.entries()) {
      const { faults, profiles } = alike[index]!;
      for (const [kind, fate, place] of each(fates)) {
        if (fate.profile) profiles.add(fate.profile);
        if (fate.fate !== 'conflict' && fate.fate !== 'rejected') continue;
        const { pointer = '', ...rest } = fate.problem ?? {};
        const mend = fate.fate === 'conflict' && kind === 'moments' ? { mend: toldOtherwise } : {};
        faults.push({ ...rest, ...mend, pointer: `/${kind}/${place}${pointer}` });
      }
    }
  }
  return results.map(({ faults, profiles }) => ({
    ...(faults.length > 0 ? { problem: together(faults) } : {}),
    profiles: [...profiles],
  }));
}

/** Whoever looks at it runs a shop, and can't have its other side send it in another way. */
const toldOtherwise =
  'What was told first stands. The source tells it otherwise now: something was added or changed there afterwards. See what this delivery says; what is new of it can be entered as a moment of its own. Then discard the delivery.';

const each = (fates: Fates): [kind: string, fate: RecordFate, place: number][] =>
  Object.entries(fates).flatMap(([kind, all]) =>
    all.map((fate, place): [string, RecordFate, number] => [kind, fate, place]),
  );

type ToldFault = Record<string, unknown> & { pointer: string };

/** What no enabled plugin takes waits for the plugin that does: it isn't lost. */
const unknownKinds = (brought: BroughtRecords, known: ReadonlySet<string>): ToldFault[] =>
  Object.entries(brought)
    .filter(([kind, records]) => !known.has(kind) && Array.isArray(records) && records.length > 0)
    .map(([kind]) => ({
      ...problem('CHL_DELIVERY_KIND_UNKNOWN', { detail: `it brings "${kind}"` }).toJSON(),
      pointer: `/${kind}`,
    }));

/** Faults told at most. */
const mostFaults = 20;

function together(faults: readonly ToldFault[]): Record<string, unknown> {
  const [first] = faults;
  if (faults.length === 1) return first!;
  const errors = faults
    .slice(0, mostFaults)
    .map(
      ({ pointer, detail, title }): Fault => ({ pointer, message: String(detail ?? title ?? 'is refused') }),
    );
  return { ...first, errors };
}
