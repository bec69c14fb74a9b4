import type { Database } from '../../data/database.ts';
import { endOfPrefix } from './prefix.ts';

/** A customer found by name. */
export interface FoundByName {
  id: string;
  displayName: string | null;
  createdAt: Date;
  /** The name begun at the word that was found. */
  name: string;
  /** They were found before, by another word of their name. */
  again: boolean;
}

/** The name's words that can be found by their beginning. */
const indexed = 6;
const columns = Array.from({ length: indexed }, (_, i) => (i === 0 ? 'search_name' : `search_name_${i + 1}`));

/** Words of a query that count. */
const most = 8;

/** Index entries looked at for each word, to see which one is the rarest. */
const looked = 2_000;

/**
 * Finds customers in whose name every word of the query begins a word, in alphabetical order from the found word on.
 *
 * Each word of a name begins an entry of an index (`search_name`, `search_name_2`…) that goes on with the rest of
 * the name. So a beginning is one range of each index, however short or common it is, and the query's other words
 * are checked in the index itself.
 * @param query folded, not empty
 * @returns a function that reads on after a customer found before
 */
export function searchByName(db: Database, query: string) {
  const words = [...new Set(query.split(' '))].slice(0, most);
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  let start: string | undefined;

  return async (after: { name: string; id: string } | undefined, limit: number): Promise<FoundByName[]> => {
    // A later page goes on where the first began, whatever is rarest by now.
    start ??= longestFirst.find((word) => after?.name.startsWith(word));
    start ??= words.length === 1 ? words[0]! : await rarest(db, words);
    const found = start;
    // What begins the found word is there; all else begins another one, behind a space.
    const others = words.filter((word) => !found.startsWith(word)).map((word) => ` ${word}`);
    const from = after ?? { name: found, id: '00000000-0000-0000-0000-000000000000' };
    const rows = await db.query<Omit<FoundByName, 'again'> & { begun: number }>(select(others.length), [
      from.name,
      from.id,
      endOfPrefix(found),
      limit,
      ...others,
    ]);
    return rows.map(({ begun, ...row }) => ({ ...row, again: !isFirst(row.name, begun, found) }));
  };
}

/** A name with two words that begin alike has two entries: this is the one that comes first. */
function isFirst(name: string, begun: number, start: string): boolean {
  const words = name.split(' ');
  const first = (words.length - begun + 1) % words.length;
  const entries = words.slice(0, indexed).map((_, i) => {
    const at = (first + i) % words.length;
    return [...words.slice(at), ...words.slice(0, at)].join(' ');
  });
  return entries.every((entry) => entry >= name || !entry.startsWith(start));
}

/** Whether every word of the query begins a word of the name; both folded. */
export const matchesName = (name: string, query: string): boolean =>
  query.split(' ').every((word) => ` ${name}`.includes(` ${word}`));

/** The word that begins the fewest names; of several that begin many, the longest. */
async function rarest(db: Database, words: readonly string[]): Promise<string> {
  const values: string[] = [];
  const bound = (value: string) => `$${values.push(value)}`;
  const counts = words.map((word) => {
    const range = `>= ${bound(word)} and`;
    const end = bound(endOfPrefix(word));
    const inEach = columns.map(
      (column) => `(select count(*) from (select 1 from chaland.customer where merged_into is null
        and ${column} is not null and ${column} ${range} ${column} < ${end} limit ${looked}) entry)`,
    );
    return `(${inEach.join(' + ')})`;
  });
  const [row] = await db.query<{ counts: string }>(
    `select json_build_array(${counts.join(', ')})::text as counts`,
    values,
  );
  const found = (JSON.parse(row!.counts) as number[]).map((count, i) => ({
    word: words[i]!,
    count: Math.min(count, looked),
  }));
  found.sort((a, b) => a.count - b.count || b.word.length - a.word.length);
  return found[0]!.word;
}

/** Each index gives its first matches in order; of those the first are taken. */
function select(others: number): string {
  const inEach = columns.map((column, i) => {
    const alsoHas = Array.from(
      { length: others },
      (_, other) => ` and strpos(${column}, $${other + 5}) > 0`,
    ).join('');
    return `(select ${column} as name, ${i + 1} as begun, id from chaland.customer
      where merged_into is null and ${column} is not null
        and (${column}, id) > ($1, $2::uuid) and ${column} < $3${alsoHas}
      order by ${column}, id limit $4)`;
  });
  return `select found.name, found.begun, c.id, c.display_name as "displayName", c.created_at as "createdAt"
    from (${inEach.join(' union all ')} order by name, id limit $4) found
    join chaland.customer c on c.id = found.id
    order by found.name, found.id`;
}
