import type { Database } from '../../data/database.ts';
import type { IdentifierKind } from '../customers.ts';
import { fold } from '../fold.ts';
import { type IdentifierRange, rangesOf, searchByIdentifier } from './identifier-search.ts';
import { type CustomerIdentifier, identifiersOf } from './identifiers.ts';
import { matchesName, searchByName } from './name-search.ts';
import { isKeyId, isKeyText, type Row, readOn, type Section } from './sections.ts';
import { sourceKinds } from './source-kinds.ts';
import { latestInStores } from './store-search.ts';
import { type Reach, visible } from './visible.ts';

/** A customer in a list. */
export interface FoundCustomer {
  id: string;
  displayName: string | null;
  createdAt: Date;
  identifiers: readonly CustomerIdentifier[];
  /** They never came to the stores of whoever asks, who knew this one identifier exactly. */
  outside?: true;
}

export interface SearchOptions {
  /** Words of a name, or the beginning of an e-mail address, a phone or a card; the newest customers where absent. */
  query?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  reach: Reach;
  /** Only who has a moment in one of these stores. */
  storeIds?: readonly string[] | undefined;
  /** Only who became known at this instant or later. */
  since?: Date | undefined;
  /** Only who has an identifier of each of these kinds. */
  has?: readonly string[] | undefined;
}

interface Found extends Omit<FoundCustomer, 'identifiers' | 'outside'> {
  /** The identifier that was typed whole. */
  exactly?: CustomerIdentifier;
}

/** Finds customers by what somebody types. Never reads more than a few ranges of indexes, and counts nothing. */
export function createSearch(db: Database, kinds: ReadonlyMap<string, IdentifierKind>, country: string) {
  return async ({ query = '', cursor, limit, reach, storeIds, since, has = [] }: SearchOptions) => {
    const within = storeIds ?? reach;
    const narrowed = within !== 'everywhere' || has.length > 0 || since !== undefined;
    const knownOutside = reach !== 'everywhere' && !storeIds && !since && has.length === 0;
    const sections = await sectionsOf(query);
    const identifiers = new Map<string, readonly CustomerIdentifier[]>();
    const outside = new Set<string>();
    const page = await readOn<Found>(sections, {
      cursor,
      limit,
      // Where only some are shown, many candidates may have to be passed over.
      ahead: narrowed ? 200 : 0,
      async prepare(rows) {
        const ids = [...new Set(rows.map(({ item }) => item.id))];
        const seen = await visible(db, ids, within);
        for (const [id, own] of await identifiersOf(db, [...seen])) identifiers.set(id, own);
        for (const { item } of rows) {
          if (!knownOutside || !item.exactly || seen.has(item.id)) continue;
          outside.add(item.id);
          identifiers.set(item.id, [item.exactly]);
        }
        return ({ id, createdAt }) =>
          outside.has(id) ||
          (seen.has(id) &&
            (!since || createdAt >= since) &&
            has.every((kind) => identifiers.get(id)?.some((one) => one.kind === kind)));
      },
    });
    return {
      next: page.next,
      items: page.items.map(
        ({ id, displayName, createdAt }): FoundCustomer => ({
          id,
          displayName,
          createdAt,
          identifiers: identifiers.get(id) ?? [],
          ...(outside.has(id) ? { outside: true } : {}),
        }),
      ),
    };

    async function sectionsOf(typed: string): Promise<Section<Found>[]> {
      if (typed.trim() === '')
        return [within === 'everywhere' ? newestFirst(db, since) : latestInStores(db, within)];
      const sources = /\d/.test(typed) && !typed.includes('@') ? await sourceKinds(db) : [];
      const ranges = rangesOf(typed, { kinds: kinds.values(), sources, country });
      const words = typed.includes('@') ? '' : fold(typed);
      // A number is more likely somebody's than in somebody's name.
      const numberFirst = ranges.length > 0 && /\d/.test(typed);
      const byIdentifier = identifierSection(ranges, numberFirst ? '' : words, typed);
      const byName = nameSection(
        words,
        (id) =>
          numberFirst && (identifiers.get(id) ?? []).some((one) => ranges.some((range) => isIn(range, one))),
      );
      const asked = numberFirst ? [byIdentifier, byName] : [byName, byIdentifier];
      return asked.filter((section) => section !== undefined);
    }
  };

  /**
   * @param before what the section before found by
   * @param typed what an identifier that is typed whole is compared with
   */
  function identifierSection(
    ranges: readonly IdentifierRange[],
    before: string,
    typed: string,
  ): Section<Found> | undefined {
    if (ranges.length === 0) return undefined;
    const read = searchByIdentifier(db, ranges);
    const whole = new Map(ranges.map(({ kind }) => [kind, canonical(kind, typed.trim())]));
    return {
      id: 'identifier',
      fits: ([range, value, id]) =>
        Number.isInteger(range) && Math.abs(range as number) < 1_000 && isKeyText(value) && isKeyId(id),
      async read(after, limit) {
        const [range, value, id] = (after ?? []) as [number, string, string];
        const rows = await read(after ? { range, value, id } : undefined, limit);
        return rows.map(
          ({ id, displayName, createdAt, searchName, range, kind, value }): Row<Found> => ({
            item: {
              id,
              displayName,
              createdAt,
              ...(whole.get(kind) === value ? { exactly: { kind, value, verified: false } } : {}),
            },
            key: [range, value, id],
            again: () => before !== '' && searchName !== null && matchesName(searchName, before),
          }),
        );
      },
    };
  }

  function canonical(kind: string, typed: string): string | undefined {
    const known = kinds.get(kind);
    if (!known) return typed;
    const normal = known.normalise(typed, country);
    return 'value' in normal ? normal.value : undefined;
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
const newestFirst = (db: Database, since: Date | undefined): Section<Found> => ({
  id: 'newest',
  fits: ([id]) => isKeyId(id),
  async read(after, limit) {
    const rows = await db.query<Found>(
      `select id, display_name as "displayName", created_at as "createdAt" from chaland.customer
       where merged_into is null and id < $1::uuid and id >= $3::uuid order by id desc limit $2`,
      [after?.[0] ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit, since ? firstIdAt(since) : nil],
    );
    return rows.map((item): Row<Found> => ({ item, key: [item.id], again: () => false }));
  },
});

const nil = '00000000-0000-0000-0000-000000000000';

/** The least UUIDv7 that may be made a minute before: clocks of processes differ, and the filter itself is exact. */
function firstIdAt(time: Date): string {
  const hex = Math.max(0, time.getTime() - 60_000)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}
