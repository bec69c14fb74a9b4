import { VendorFault } from '@chaland/core';
import { type Answer, listOf, type SquareApi } from '../api.ts';

/** The retailer's own article numbers by the ids of variations, asked for once in a pull. */
export interface Skus {
  of(orders: readonly Answer[]): Promise<Readonly<Record<string, string>>>;
}

/** Ids that are asked for at once. */
const most = 1_000;

export function rememberSkus(api: SquareApi): Skus {
  const known = new Map<string, string | undefined>();
  let refused = false;

  async function ask(ids: readonly string[]): Promise<void> {
    try {
      const answer = await api.search('catalog/batch-retrieve', {
        object_ids: ids,
        include_deleted_objects: true,
      });
      for (const { id, item_variation_data: data } of listOf(answer, 'objects')) {
        const sku = (data as { sku?: unknown } | undefined)?.sku;
        known.set(String(id), typeof sku === 'string' && sku.trim() !== '' ? sku : undefined);
      }
    } catch (error) {
      // A token without ITEMS_READ: articles are then known by the ids of their variations.
      if (!(error instanceof VendorFault) || (error.status !== 401 && error.status !== 403)) throw error;
      refused = true;
    }
    for (const id of ids) if (!known.has(id)) known.set(id, undefined);
  }

  return {
    async of(orders) {
      const ids = new Set(orders.flatMap(variationsOf));
      const asked = [...ids].filter((id) => !known.has(id));
      for (let from = 0; from < asked.length && !refused; from += most)
        await ask(asked.slice(from, from + most));
      return Object.fromEntries(
        [...ids].flatMap((id) => {
          const sku = known.get(id);
          return sku === undefined ? [] : [[id, sku] as const];
        }),
      );
    },
  };
}

/** What was sold in an order, and what came back. */
export function variationsOf(order: Answer): string[] {
  const lines = [
    ...listOf(order, 'line_items'),
    ...listOf(order, 'returns').flatMap((returned) => listOf(returned, 'return_line_items')),
  ];
  return lines.flatMap(({ catalog_object_id: id }) => (typeof id === 'string' ? [id] : []));
}
