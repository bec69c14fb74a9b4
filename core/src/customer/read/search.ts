import type { Database } from '../../data/database.ts';
import type { IdentifierKind } from '../customers.ts';
import { fold } from '../fold.ts';
import { type IdentifierRange, rangesOf, searchByIdentifier } from './identifier-search.ts';
import { type CustomerIdentifier, identifiersOf } from './identifiers.ts';
import { matchesName, searchByName } from './name-search.ts';
import { isKeyId, isKeyText, type Row, readOn, type Section } from './sections.ts';
import { sourceKinds } from './source-kinds.ts';
import { type Reach, visible } from './visible.ts';

/** A customer in a list. */
export interface FoundCustomer {
  id: string;
  displayName: string | null;
  createdAt: Date;
  identifiers: readonly CustomerIdentifier[];
}

export interface SearchOptions {
  /** Words of a name, or the beginning of an e-mail address, a phone or a card; the newest customers where absent. */
  query?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  reach: Reach;
}

type Found = Omit<FoundCustomer, 'identifiers'>;

/** Finds customers by what somebody types. Never reads more than a few ranges of indexes, and counts nothing. */
export function createSearch(db: Database, kinds: ReadonlyMap<string, IdentifierKind>, country: string) {
  return async ({ query = '', cursor, limit, reach }: SearchOptions) => {
    const sections = await sectionsOf(query);
    const identifiers = new Map<string, readonly CustomerIdentifier[]>();
    const page = await readOn<Found>(sections, {
      cursor,
      limit,
      // Of those whom somebody may see in their own stores alone, many candidates may have to be passed over.
      ahead: reach === 'everywhere' ? 0 : 200,
      async prepare(rows) {
        const ids = [...new Set(rows.map(({ item }) => item.id))];
        const seen = await visible(db, ids, reach);
        for (const [id, own] of await identifiersOf(db, [...seen])) identifiers.set(id, own);
        return ({ id }) => seen.has(id);
      },
    });
    return {
      next: page.next,
      items: page.items.map(
        (found): FoundCustomer => ({ ...found, identifiers: identifiers.get(found.id) ?? [] }),
      ),
    };

    async function sectionsOf(typed: string): Promise<Section<Found>[]> {
      if (typed.trim() === '') return [newestFirst(db)];
      const sources = /\d/.test(typed) && !typed.includes('@') ? await sourceKinds(db) : [];
      const ranges = rangesOf(typed, { kinds: kinds.values(), sources, country });
      const words = typed.includes('@') ? '' : fold(typed);
      // A number is more likely somebody's than in somebody's name.
      const numberFirst = ranges.length > 0 && /\d/.test(typed);
      const byIdentifier = identifierSection(ranges, numberFirst ? '' : words);
      const byName = nameSection(
        words,
        (id) =>
          numberFirst && (identifiers.get(id) ?? []).some((one) => ranges.some((range) => isIn(range, one))),
      );
      const asked = numberFirst ? [byIdentifier, byName] : [byName, byIdentifier];
      return asked.filter((section) => section !== undefined);
    }
  };

  /** @param before what the section before found by */
  function identifierSection(ranges: readonly IdentifierRange[], before: string): Section<Found> | undefined {
    if (ranges.length === 0) return undefined;
    const read = searchByIdentifier(db, ranges);
    return {
      id: 'identifier',
      fits: ([range, value, id]) =>
        Number.isInteger(range) && Math.abs(range as number) < 1_000 && isKeyText(value) && isKeyId(id),
      async read(after, limit) {
        const [range, value, id] = (after ?? []) as [number, string, string];
        const rows = await read(after ? { range, value, id } : undefined, limit);
        return rows.map(
          ({ id, displayName, createdAt, searchName, range, value }): Row<Found> => ({
            item: { id, displayName, createdAt },
            key: [range, value, id],
            again: () => before !== '' && searchName !== null && matchesName(searchName, before),
          }),
        );
      },
    };
  }

  function nameSection(words: string, foundBefore: (id: string) => boolean): Section<Found> | undefined {
    if (words === '') return undefined;
    const read = searchByName(db, words);
    return {
      id: 'name',
      fits: ([name, id]) => isKeyText(name) && isKeyId(id),
      async read(after, limit) {
        const [name, id] = (after ?? []) as [string, string];
        const rows = await read(after ? { name, id } : undefined, limit);
        return rows.map(
          ({ id, displayName, createdAt, name, again }): Row<Found> => ({
            item: { id, displayName, createdAt },
            key: [name, id],
            again: () => again || foundBefore(id),
          }),
        );
      },
    };
  }
}

const isIn = ({ kind, low, high }: IdentifierRange, identifier: CustomerIdentifier): boolean =>
  identifier.kind === kind && identifier.value >= low && identifier.value < high;

/** Everybody, the latest first: ids are made in the order of time. */
const newestFirst = (db: Database): Section<Found> => ({
  id: 'newest',
  fits: ([id]) => isKeyId(id),
  async read(after, limit) {
    const rows = await db.query<Found>(
      `select id, display_name as "displayName", created_at as "createdAt" from chaland.customer
       where merged_into is null and id < $1::uuid order by id desc limit $2`,
      [after?.[0] ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit],
    );
    return rows.map((item): Row<Found> => ({ item, key: [item.id], again: () => false }));
  },
});
