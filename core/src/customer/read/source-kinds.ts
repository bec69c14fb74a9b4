import type { Database } from '../../data/database.ts';

/** The kinds of sources' own numbers that are in use, read by skipping from one to the next in the index. */
export async function sourceKinds(db: Database): Promise<string[]> {
  const rows = await db.query<{ kind: string }>(select, [], { name: 'chaland.source-kinds' });
  return rows.map(({ kind }) => kind);
}

const select = `
  with recursive used (kind) as (
    (select kind from chaland.identifier where kind >= 'source:' and kind < 'source;' order by kind limit 1)
    union all
    select (select kind from chaland.identifier where kind > used.kind and kind < 'source;' order by kind limit 1)
    from used where used.kind is not null
  )
  select kind from used where kind is not null limit 500`;
