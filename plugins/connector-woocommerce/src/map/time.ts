import type { Payload } from '@chaland/core';

/** WooCommerce writes UTC without saying so: `2026-03-22T19:28:08` in a field that ends in `_gmt`. */
export const utc = (of: Payload, path: string): string => of.time(path, 'UTC');

/** As {@link utc}, where it may be missing. */
export const maybeUtc = (of: Payload, path: string): string | undefined => of.maybeTime(path, 'UTC');
