import type { Place, Principal } from './principal.ts';

/** A role held in some place, as a key's grants are read from the database. */
export interface Grant {
  role: string;
  permissions: readonly string[];
  brand: string | null;
  store: string | null;
  /** The stores that the grant reaches: the one, or the brand's. */
  stores: readonly string[];
}

/** May everything, everywhere it is granted: computed, so that a new plugin's permissions are in it at once. */
export const administrator = 'administrator';

interface Reach {
  everywhere: boolean;
  brands: Set<string>;
  stores: Set<string>;
}

/** Somebody with these grants. What they may is worked out once, and then only looked up. */
export function principalOf(
  who: Pick<Principal, 'kind' | 'id' | 'name'>,
  grants: readonly Grant[],
): Principal & { readonly roles: readonly Grant[] } {
  const reaches = new Map<string, Reach>();
  const everything = emptyReach();
  for (const grant of grants) {
    if (grant.role === administrator) widen(everything, grant);
    for (const permission of grant.permissions) {
      const reach = reaches.get(permission) ?? emptyReach();
      widen(reach, grant);
      reaches.set(permission, reach);
    }
  }
  const covers = (reach: Reach | undefined, place: Place | undefined): boolean =>
    reach !== undefined &&
    (reach.everywhere ||
      (place?.storeId != null && reach.stores.has(place.storeId)) ||
      (place?.brandId != null && reach.brands.has(place.brandId)));
  const isSomewhere = (reach: Reach | undefined): boolean =>
    reach !== undefined && (reach.everywhere || reach.brands.size > 0 || reach.stores.size > 0);

  return {
    ...who,
    roles: grants,
    may: (permission, place) => covers(everything, place) || covers(reaches.get(permission), place),
    mayAnywhere: (permission) => isSomewhere(everything) || isSomewhere(reaches.get(permission)),
    storesFor(permission) {
      const reach = reaches.get(permission);
      if (everything.everywhere || reach?.everywhere) return 'everywhere';
      return [...everything.stores.union(reach?.stores ?? new Set<string>())];
    },
  };
}

const emptyReach = (): Reach => ({ everywhere: false, brands: new Set(), stores: new Set() });

function widen(reach: Reach, { brand, store, stores }: Grant): void {
  if (!brand && !store) reach.everywhere = true;
  if (brand) reach.brands.add(brand);
  for (const id of stores) reach.stores.add(id);
}
