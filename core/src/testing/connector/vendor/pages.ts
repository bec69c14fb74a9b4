import type { VendorTrouble } from './fake-vendor.ts';
import type { VendorCall, VendorHandler } from './routes.ts';

export interface Paged {
  /** All there is, or what a call asks of it, e.g. since a time. */
  items: readonly unknown[] | ((call: VendorCall) => readonly unknown[]);
  /** Items on a page. */
  size: number;
  /** Name of the list in the body; the body is the list itself where absent. */
  itemsIn?: string;
}

/** Pages whose body says where the next one begins: `{ "orders": […], "cursor": "2" }`. */
export const cursorPages =
  ({
    cursorIn = 'cursor',
    param = 'cursor',
    itemsIn = 'items',
    ...paged
  }: Paged & {
    /** Name of the cursor in the body; it is left out on the last page. */
    cursorIn?: string;
    /** Where it is sent: in the query, or in a JSON body. */
    param?: string;
  }): VendorHandler =>
  (call, trouble) => {
    const sent = call.query.get(param) ?? (call.body.length > 0 ? bodyField(call, param) : undefined);
    const { items, next } = pageAt(paged, call, Number(sent ?? 0), trouble);
    return { body: { [itemsIn]: items, ...(next === undefined ? {} : { [cursorIn]: String(next) }) } };
  };

/** Pages with the address of the next one in the `Link` header (RFC 8288). */
export const linkPages =
  ({ param = 'page_info', itemsIn, ...paged }: Paged & { param?: string }): VendorHandler =>
  (call, trouble) => {
    const { items, next } = pageAt(paged, call, Number(call.query.get(param) ?? 0), trouble);
    const query = new URLSearchParams(call.query);
    query.set(param, String(next));
    const link = `<${call.address}${call.path}?${query}>; rel="next"`;
    return {
      ...(next === undefined ? {} : { headers: { link } }),
      body: itemsIn === undefined ? items : { [itemsIn]: items },
    };
  };

/**
 * Pages by number, from 1; how many there are stands in headers where their names are given. There is no empty page
 * but after the last one: a client takes it for the end, and has to.
 */
export const numberedPages =
  ({
    param = 'page',
    itemsIn,
    totalHeader,
    pagesHeader,
    ...paged
  }: Paged & { param?: string; totalHeader?: string; pagesHeader?: string }): VendorHandler =>
  (call, trouble) => {
    const start = (Number(call.query.get(param) ?? 1) - 1) * paged.size;
    const { items, total } = pageAt(paged, call, start, trouble === 'empty page' ? undefined : trouble);
    return {
      headers: {
        ...(totalHeader ? { [totalHeader]: String(total) } : {}),
        ...(pagesHeader ? { [pagesHeader]: String(Math.ceil(total / paged.size)) } : {}),
      },
      body: itemsIn === undefined ? items : { [itemsIn]: items },
    };
  };

/** What was added meanwhile moves a page, so that items of the one before come again. */
function pageAt(
  { items, size }: Paged,
  call: VendorCall,
  start: number,
  trouble: VendorTrouble | undefined,
): { items: readonly unknown[]; next: number | undefined; total: number } {
  const all = typeof items === 'function' ? items(call) : items;
  const total = all.length;
  if (trouble === 'empty page' && start < total) return { items: [], next: start, total };
  const from = trouble === 'page again' ? Math.max(start - size, 0) : start;
  const end = start + size;
  return { items: all.slice(from, end), next: end < total ? end : undefined, total };
}

function bodyField(call: VendorCall, name: string): string | undefined {
  const value = (call.json() as Record<string, unknown> | null)?.[name];
  return value === undefined || value === null ? undefined : String(value);
}
