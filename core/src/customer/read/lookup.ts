import { textArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Database } from '../../data/database.ts';
import { pointerTo } from '../../http/pointer.ts';
import { problem } from '../../http/problem.ts';
import type { IdentifierKind } from '../customers.ts';

export interface AskedIdentifier {
  kind: string;
  value: string;
}

export interface LookedUp extends AskedIdentifier {
  /** In canonical form; null where it is not valid. */
  canonical: string | null;
  customer: { id: string; displayName: string | null } | null;
  problem?: Record<string, unknown>;
}

/** Finds whose identifiers are, in the order asked, in two statements whatever their number. */
export async function lookUp(
  db: Database,
  asked: readonly AskedIdentifier[],
  { kinds, country }: { kinds: ReadonlyMap<string, IdentifierKind>; country: string },
): Promise<LookedUp[]> {
  const read = asked.map((identifier, index) => canonical(identifier, index, kinds, country));
  const valid = read.filter((one): one is AskedIdentifier & { canonical: string } => one.canonical !== null);
  const { kind, canonical: value } = columns(valid, 'kind', 'canonical');
  const rows = await db.query<{ ord: number; id: string; displayName: string | null }>(
    select,
    [textArray(kind), textArray(value)],
    { name: 'chaland.lookup' },
  );
  const found = new Map(rows.map(({ ord, ...customer }) => [valid[ord - 1], customer]));
  return read.map((one) => ({ ...one, customer: found.get(one as (typeof valid)[number]) ?? null }));
}

const select = `
  with held as materialized (
    select asked.ord::int as ord, i.profile_id
    from unnest($1::text[], $2::text[]) with ordinality as asked (kind, value, ord)
    join chaland.identifier i on i.kind = asked.kind and i.value = asked.value
  ),
  owned as materialized (
    select held.ord, p.customer_id from held join chaland.profile p on p.id = held.profile_id
  )
  select owned.ord, c.id, c.display_name as "displayName" from owned join chaland.customer c on c.id = owned.customer_id`;

/** Sources' own numbers are taken as they are; all else as its kind reads it. */
function canonical(
  { kind, value }: AskedIdentifier,
  index: number,
  kinds: ReadonlyMap<string, IdentifierKind>,
  country: string,
): Omit<LookedUp, 'customer'> {
  if (kind.startsWith('source:')) return { kind, value, canonical: value };
  const known = kinds.get(kind);
  const pointer = `/identifiers${pointerTo(index)}`;
  if (!known) {
    const found = problem('CHL_IDENTIFIER_KIND_UNKNOWN', {
      detail: `"${kind}" is not one of ${[...kinds.keys()].join(', ')}, source:<source>`,
      pointer: `${pointer}/kind`,
    });
    return { kind, value, canonical: null, problem: found.toJSON() };
  }
  const normalised = known.normalise(value, country);
  if ('value' in normalised) return { kind, value, canonical: normalised.value };
  const found = problem('CHL_IDENTIFIER_INVALID', {
    detail: `the ${kind} ${normalised.fault}`,
    pointer: `${pointer}/value`,
  });
  return { kind, value, canonical: null, problem: found.toJSON() };
}
