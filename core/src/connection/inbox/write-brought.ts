import type { Context } from '../../context.ts';
import { type Fault, problem } from '../../http/problem.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import { type BroughtRecords, type RecordFate, type RecordKind, recordKinds } from '../record/record-kind.ts';

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
  extensions: Extensions;
  contextOf(plugin: string): Context;
}

/** Records at most that a kind is given at once. */
const most = 1_000;

/**
 * Writes what deliveries bring, kind by kind for all of them together, in the current unit of work. Each record is judged by
 * itself: what can be written of a delivery is, and its faults are told by pointers that begin with kind and place.
 */
export async function writeBrought(
  { extensions, contextOf }: WriteParts,
  source: string,
  loads: readonly Load[],
): Promise<Written[]> {
  const kinds = extensions.all(recordKinds).toSorted((a, b) => a.value.order - b.value.order);
  const known = new Set(kinds.map(({ value }) => value.id));
  const results = loads.map(({ brought }) => ({
    faults: unknownKinds(brought, known),
    profiles: new Set<string>(),
  }));
  for (const live of [true, false]) {
    for (const { plugin, value: kind } of kinds) {
      const records = loads.flatMap((load, index) =>
        load.live === live
          ? recordsOf(load.brought, kind.id).map((record, place) => ({ record, index, place }))
          : [],
      );
      for (let from = 0; from < records.length; from += most) {
        const part = records.slice(from, from + most);
        const fates = await kind.write(
          part.map(({ record }) => record),
          { source, live },
          contextOf(plugin),
        );
        for (const [at, { index, place }] of part.entries()) {
          const fate = fateAt(kind, fates, at);
          const { faults, profiles } = results[index]!;
          if (fate.profile) profiles.add(fate.profile);
          if (fate.fate === 'conflict' || fate.fate === 'rejected') {
            const { pointer = '', ...rest } = fate.problem ?? {};
            faults.push({ ...rest, pointer: `/${kind.id}/${place}${pointer}` });
          }
        }
      }
    }
  }
  return results.map(({ faults, profiles }) => ({
    ...(faults.length > 0 ? { problem: together(faults) } : {}),
    profiles: [...profiles],
  }));
}

type ToldFault = Record<string, unknown> & { pointer: string };

const recordsOf = (brought: BroughtRecords, kind: string): readonly unknown[] => {
  const records = (brought as Record<string, unknown>)[kind];
  return Array.isArray(records) ? records : [];
};

/** What no enabled plugin takes waits for the plugin that does: it isn't lost. */
const unknownKinds = (brought: BroughtRecords, known: ReadonlySet<string>): ToldFault[] =>
  Object.entries(brought)
    .filter(([kind, records]) => !known.has(kind) && Array.isArray(records) && records.length > 0)
    .map(([kind]) => ({
      ...problem('CHL_DELIVERY_KIND_UNKNOWN', { detail: `it brings "${kind}"` }).toJSON(),
      pointer: `/${kind}`,
    }));

function fateAt({ id }: RecordKind, fates: readonly RecordFate[], at: number): RecordFate {
  const fate = fates[at];
  if (!fate) throw new Error(`the record kind "${id}" told ${fates.length} fates, and none at ${at}`);
  return fate;
}

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
