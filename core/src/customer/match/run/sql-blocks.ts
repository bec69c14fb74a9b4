import type { Database } from '../../../data/database.ts';
import type { Block, Blocks } from '../block/blocks.ts';
import { kindOfKey, kinds } from '../block/key-number.ts';
import { keyKinds, largestBlock } from '../block/keys.ts';
import type { KeyList } from './key-list.ts';
import { bigintArray, intArray } from './number-array.ts';

/** A block, with the number of its key. */
export interface KeyedBlock extends Block {
  key: number;
}

/** The blocks of a base, grouped by the database in temporary tables of its session. */
export interface SqlBlocks {
  blocks: number;
  /** Pairs of the blocks, those that share several keys counted for each. */
  pairs: number;
  /** Keys that find nobody, since too many share them. */
  common: ReadonlySet<number>;
  oversized: Blocks['oversized'];
  /** Page by page; every n-th block only where `every` is given. */
  each(options?: { every?: number }): AsyncGenerator<KeyedBlock[]>;
}

const uploaded = 50_000;
const pageSize = 20_000;

/**
 * Groups records by their keys, in SQL: keys go up with the records' ordinals, and come back as blocks.
 * @param db the session that the whole run has to itself
 */
export async function groupInSql(
  db: Database,
  keys: KeyList,
  progress: (share: number) => Promise<void>,
): Promise<SqlBlocks> {
  await db.query('drop table if exists pg_temp.match_key, pg_temp.match_block');
  await db.query('create temporary table match_key (key bigint not null, ordinal int not null)');
  let numbers: number[] = [];
  let ordinals: number[] = [];
  let sent: Promise<unknown> = Promise.resolve();
  const send = async () => {
    await sent;
    sent = db.query('insert into match_key select * from unnest($1::bigint[], $2::int[])', [
      bigintArray(numbers),
      intArray(ordinals),
    ]);
    numbers = [];
    ordinals = [];
  };
  for (let ordinal = 0; ordinal < keys.size; ordinal++) {
    keys.each(ordinal, (key) => {
      numbers.push(key);
      ordinals.push(ordinal);
    });
    if (numbers.length < uploaded) continue;
    await send();
    await progress((ordinal / keys.size) * 0.5);
  }
  await send();
  await sent;

  await db.query(
    `create temporary table match_block as
     select row_number() over () as id, key, size, members
     from (
       select key, count(*)::int as size,
         case when count(*) <= (array[${keyKinds.map(largestBlock)}])[key % ${kinds} + 1] then string_agg(ordinal::text, ',' order by ordinal) end as members
       from match_key group by key having count(*) > 1
     ) as grouped`,
  );
  await db.query('create unique index on match_block (id) where members is not null');
  await db.query('analyze match_block');
  const [totals] = await db.query<{ blocks: number; pairs: number; last: number }>(
    `select count(*)::int as blocks, coalesce(sum(size::bigint * (size - 1) / 2), 0)::float8 as pairs,
       coalesce(max(id), 0)::int as last
     from match_block where members is not null`,
  );
  const common = await db.query<{ key: number }>('select key from match_block where members is null');
  await db.query('drop table match_key');
  await progress(1);

  const oversized: Blocks['oversized'] = {};
  for (const { key } of common) {
    const kind = kindOfKey(key);
    oversized[kind] = (oversized[kind] ?? 0) + 1;
  }
  const { blocks, pairs, last } = totals!;
  return {
    blocks,
    pairs,
    common: new Set(common.map(({ key }) => key)),
    oversized,
    async *each({ every = 1 } = {}) {
      const read = (from: number) =>
        db.query<{ keys: string | null; members: string | null }>(
          `select string_agg(key::text, ';') as keys, string_agg(members, ';') as members from match_block
           where members is not null and id > $1 and id <= $2 and id % $3 = 0`,
          [from, from + pageSize * every, every],
        );
      let next = read(0);
      for (let from = 0; from < last; from += pageSize * every) {
        const [page] = await next;
        if (from + pageSize * every < last) {
          next = read(from + pageSize * every);
          next.catch(() => {});
        }
        if (page?.keys && page.members) yield parsed(page.keys, page.members);
      }
    },
  };
}

/** One text for a page: rows of their own would cost more than what they carry. */
function parsed(keys: string, members: string): KeyedBlock[] {
  const lists = members.split(';');
  return keys.split(';').map((text, index) => {
    const key = Number(text);
    return { key, kind: kindOfKey(key), members: lists[index]!.split(',').map(Number) };
  });
}
