import { type Database, problem, sql } from '@chaland/core';
import type { Receipt, Return } from '../contract.ts';

/** A receipt or a return as it was recorded. */
export interface FoundSale {
  id: string;
  profileId: string;
  type: 'receipt' | 'return';
  source: string;
  time: Date;
  storeId: string | null;
  data: Receipt | Return;
}

/** Which one: the moment's id, or what is printed on it. */
export type SaleName = { id: string } | { source: string; number: string };

const columns = sql`moment.id, moment.profile_id as "profileId", moment.type, moment.source,
  moment.occurred_at as time, moment.store_id as "storeId", moment.data`;

/** By whose it is and its id: what a link says. Undefined where it was erased: it is nobody's then, under another number. */
export async function saleOfLink(
  db: Database,
  { profileId, id }: { profileId: string; id: string },
): Promise<FoundSale | undefined> {
  const [found] = await db.rows<FoundSale>(sql`
    select ${columns} from chaland.moment
    where profile_id = ${profileId} and id = ${id} and type in ('receipt', 'return')`);
  return found;
}

/**
 * Tills begin their numbers again: of several the latest is meant. One that was sent a moment ago may not have been read
 * yet by whoever keeps the receipts: then it is among the last on the stream.
 * @throws CHL_NOT_FOUND
 */
export async function findSale(db: Database, name: SaleName): Promise<FoundSale> {
  const [kept] = await db.rows<{ id: string; profileId: string }>(sql`
    select moment_id as id, profile_id as "profileId" from sales.receipt
    where ${'id' in name ? sql`moment_id = ${name.id}` : sql`source = ${name.source} and number = ${name.number}`}
    order by at desc, moment_id desc limit 1`);
  const found = kept ? await saleOfLink(db, kept) : await amongTheLast(db, name);
  if (found) return found;
  throw problem('CHL_NOT_FOUND', {
    detail:
      'id' in name
        ? 'no receipt has this id'
        : `"${name.source}" told of no receipt with the number "${name.number}"`,
    pointer: 'id' in name ? '/params/id' : '/query/number',
    mend: 'Record the receipt first; the answer to POST /api/moments gives its id.',
  });
}

const lastOnes = 2_000;

async function amongTheLast(db: Database, name: SaleName): Promise<FoundSale | undefined> {
  const [found] = await db.rows<FoundSale>(sql`
    select ${columns}
    from (select * from chaland.moment order by epoch desc, tx desc, seq desc limit ${lastOnes}) as moment
    where moment.type in ('receipt', 'return') and ${
      'id' in name
        ? sql`moment.id = ${name.id}`
        : sql`moment.source = ${name.source} and moment.data ->> 'number' = ${name.number}`
    }
    order by moment.occurred_at desc, moment.id desc limit 1`);
  return found;
}
