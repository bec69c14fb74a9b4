import type { PutFate } from './put-many.ts';

/** A place of sale: a shop, a web shop, a call centre. */
export interface Store {
  id: string;
  /** What sources call it; unique. */
  code: string;
  name: string;
  brandId: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** IANA name. Every notion of a day in the store is in it. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  version: number;
}

export interface Brand {
  id: string;
  code: string;
  name: string;
  version: number;
}

export interface StaffMember {
  id: string;
  code: string;
  name: string;
  storeId: string | null;
  version: number;
}

export type StoreInput = Pick<Store, 'code' | 'name'> &
  Partial<Pick<Store, 'country' | 'timeZone' | 'currency'>> & { brand?: string | null };

export interface Stores {
  /** Found in memory, read anew when a code is missing and every few seconds. */
  byCode(codes: Iterable<string>): Promise<ReadonlyMap<string, Store>>;
  byId(id: string): Promise<Store | undefined>;
  all(): Promise<readonly Store[]>;
  staffByCode(codes: Iterable<string>): Promise<ReadonlyMap<string, StaffMember>>;
  staffById(id: string): Promise<StaffMember | undefined>;
  /** Creates a store, or changes the one with that code. Country, time zone and currency default to the deployment's. */
  put(store: StoreInput): Promise<Store>;
  putStaff(staff: { code: string; name: string; store?: string | null }): Promise<StaffMember>;
  /** As `put`, up to 1,000 in a handful of statements, each judged by itself; in order. */
  putAll(stores: readonly StoreInput[]): Promise<PutFate<Store>[]>;
  putAllStaff(
    staff: readonly { code: string; name: string; store?: string | null }[],
  ): Promise<PutFate<StaffMember>[]>;
  putBrand(brand: { code: string; name: string }): Promise<Brand>;
}
