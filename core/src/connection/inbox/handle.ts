import type { DeploymentLocale } from '../../context.ts';
import { Problem, problem } from '../../http/problem.ts';
import { attempt } from '../../moment/stream/attempt.ts';
import type { Text } from '../../text.ts';
import type { OpenConnection } from '../connections.ts';
import type { Delivery } from '../delivery.ts';
import { type Mapped, mapDelivery, reasonOf } from './map-delivery.ts';
import { type Load, type WriteParts, type Written, writeBrought } from './write-brought.ts';

export interface HandleParts extends WriteParts {
  locale: DeploymentLocale;
}

/** What became of a delivery. */
export type Outcome = (
  | { state: 'done' }
  | { state: 'ignored'; reason: Text }
  | { state: 'quarantined'; problem: Record<string, unknown> }
) & { profiles: readonly string[] /** The rest has to be fetched. */; pull?: boolean };

/**
 * Maps deliveries of one connection and writes what they say, in the current unit of work and for all of them together.
 * @param options.patience milliseconds after which no further one is begun: other connections wait for their turn
 * @returns what became of each, in order; fewer than were given where the patience was over
 */
export async function handleDeliveries(
  parts: HandleParts,
  connection: OpenConnection,
  deliveries: readonly (Delivery & { live: boolean })[],
  { patience = Number.POSITIVE_INFINITY }: { patience?: number } = {},
): Promise<Outcome[]> {
  // One after the other: a slow one takes its own time, and nobody else's.
  const mapped: Mapped[] = [];
  const until = performance.now() + patience;
  for (const delivery of deliveries) {
    if (mapped.length > 0 && performance.now() > until) break;
    mapped.push(await mapDelivery(connection, delivery, parts.locale));
  }
  const loads = mapped.flatMap((one, index): Load[] =>
    'brought' in one ? [{ brought: one.brought, live: deliveries[index]!.live }] : [],
  );
  const written = await writeApart(parts, connection.source, loads);
  let next = 0;
  return mapped.map((one): Outcome => {
    const { pull = false } = one;
    if ('ignored' in one) return { state: 'ignored', reason: one.ignored, profiles: [], pull };
    if ('problem' in one) return { state: 'quarantined', problem: one.problem.toJSON(), profiles: [] };
    const { problem: fault, profiles } = written[next++]!;
    return fault
      ? { state: 'quarantined', problem: fault, profiles, pull }
      : { state: 'done', profiles, pull };
  });
}

/** Where they can't be written together the halves are tried by themselves: a faulty one stops none of its neighbours. */
async function writeApart(parts: HandleParts, source: string, loads: readonly Load[]): Promise<Written[]> {
  if (loads.length === 0) return [];
  let written: Written[] = [];
  const failure = await attempt(parts.db, async () => {
    written = await writeBrought(parts, source, loads);
  });
  if (!failure) return written;
  if (isPassing(failure.error)) throw failure.error;
  if (loads.length === 1) {
    const { error } = failure;
    const found =
      error instanceof Problem
        ? error
        : problem('CHL_DELIVERY_FAILED', { detail: reasonOf(error), cause: error });
    return [{ problem: found.toJSON(), profiles: [] }];
  }
  const middle = loads.length >> 1;
  return [
    ...(await writeApart(parts, source, loads.slice(0, middle))),
    ...(await writeApart(parts, source, loads.slice(middle))),
  ];
}

/**
 * The database has no room, no time, or is going away (SQLSTATE classes 53, 55 and 57): no delivery's fault, and another
 * time it works.
 */
const isPassing = (error: unknown): boolean =>
  error instanceof Problem
    ? error.status === 503
    : /^5[357]/.test((error as { code?: string } | null)?.code ?? '');
