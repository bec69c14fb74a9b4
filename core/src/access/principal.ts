/** Where a grant holds: everywhere, in a brand, or in a store. */
export type Scope =
  | { kind: 'everywhere' }
  | { kind: 'brand'; brandId: string }
  | { kind: 'store'; storeId: string };

/** A place that a permission is asked for. */
export interface Place {
  storeId?: string | null;
  brandId?: string | null;
}

/** Who is asking. */
export interface Principal {
  readonly kind: 'key' | 'user' | 'system' | 'anonymous';
  readonly id: string;
  readonly name: string;
  /**
   * Whether they may. Without a place: everywhere. `may('customers.read', { storeId })` is also true for a
   * grant in the store's brand.
   */
  may(permission: string, place?: Place): boolean;
  /** Whether they may somewhere at all; the handler then narrows what it shows. */
  mayAnywhere(permission: string): boolean;
  /** The stores in which they may, or 'everywhere'. */
  storesFor(permission: string): 'everywhere' | readonly string[];
}

/** The deployment itself: jobs, subscribers, the CLI. */
export const systemPrincipal: Principal = {
  kind: 'system',
  id: 'system',
  name: 'Chaland',
  may: () => true,
  mayAnywhere: () => true,
  storesFor: () => 'everywhere',
};

/** Nobody in particular, on paths that need no key. */
export const anonymousPrincipal: Principal = {
  kind: 'anonymous',
  id: 'anonymous',
  name: 'anonymous',
  may: () => false,
  mayAnywhere: () => false,
  storesFor: () => [],
};
