import { type Context, problem as core } from '@chaland/core';
import onlineRetail from '../../mappings/online-retail.json' with { type: 'json' };
import till from '../../mappings/till.json' with { type: 'json' };

/** A mapping that can be chosen by its id. */
export interface LibraryMapping {
  id: string;
  mapping: { title?: string; source: string };
  /** It comes with the plugin, and can't be changed. */
  shipped: boolean;
  version: number;
  updatedAt: Date | null;
}

const shipped: readonly LibraryMapping[] = Object.entries({ 'online-retail': onlineRetail, till }).map(
  ([id, mapping]) => ({ id, mapping, shipped: true, version: 0, updatedAt: null }),
);

export const isShipped = (id: string): boolean => shipped.some((one) => one.id === id);

/** Those that come with the plugin and those that were saved, together in the order of their ids. */
export async function listMappings(
  { db }: Pick<Context, 'db'>,
  after: string | undefined,
  limit: number,
): Promise<LibraryMapping[]> {
  const saved = await db.query<Omit<LibraryMapping, 'shipped'>>(
    `select id, mapping, version, updated_at as "updatedAt" from connector_csv.mapping
     where id > $1 collate "C" order by id collate "C" limit $2`,
    [after ?? '', limit],
  );
  return [
    ...shipped.filter(({ id }) => id > (after ?? '')),
    ...saved.map((one) => ({ ...one, shipped: false })),
  ]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

/** @throws CHL_NOT_FOUND */
export async function mappingOf(context: Pick<Context, 'db'>, id: string): Promise<LibraryMapping> {
  const found = shipped.find((one) => one.id === id) ?? (await savedMapping(context, id));
  if (!found) throw core('CHL_NOT_FOUND', { detail: 'no mapping has this id' });
  return found;
}

export async function savedMapping(
  { db }: Pick<Context, 'db'>,
  id: string,
): Promise<LibraryMapping | undefined> {
  const [row] = await db.query<Omit<LibraryMapping, 'shipped'>>(
    `select id, mapping, version, updated_at as "updatedAt" from connector_csv.mapping where id = $1`,
    [id],
  );
  return row && { ...row, shipped: false };
}
