interface PageOf<T> {
  items: T[];
  next: string | null;
}

/**
 * A whole list, page after page: for what a retailer has hundreds of at most, such as stores and staff.
 * @example const stores = await allPages((cursor) => api.get('/api/stores', { params: { query: { cursor, limit: 200 } } }));
 */
export async function allPages<T>(read: (cursor: string | undefined) => Promise<PageOf<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return items;
}
