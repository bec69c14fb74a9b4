import { Type } from 'typebox';
import type { Core } from '../http/core.ts';
import type { Route } from '../http/route.ts';
import { editableRoutes } from './editable-routes.ts';
import {
  BrandChange,
  BrandSchema,
  NewBrand,
  NewStaff,
  NewStore,
  StaffChange,
  StaffSchema,
  StoreChange,
  StoreSchema,
} from './store-schemas.ts';

/** Brands, stores and staff. */
export function storeRoutes({ stores, access, db }: Core): Route[] {
  const permissions = { read: 'stores.read', write: 'stores.write' };
  const none = Type.Object({});
  return [
    ...editableRoutes({
      path: '/api/brands',
      one: 'brand',
      many: 'brands',
      tag: 'Stores',
      permissions,
      readsByStore: true,
      schemas: { row: BrandSchema, create: NewBrand, change: BrandChange, filters: none },
      list: stores.brands,
      get: stores.brandByCode,
      create: stores.createBrand,
      change: stores.changeBrand,
    }),
    ...editableRoutes({
      path: '/api/stores',
      one: 'store',
      many: 'stores',
      tag: 'Stores',
      permissions,
      readsByStore: true,
      schemas: { row: StoreSchema, create: NewStore, change: StoreChange, filters: none },
      list: stores.stores,
      get: stores.storeByCode,
      create: stores.createStore,
      async change(code, version, change) {
        const store = await stores.changeStore(code, version, change);
        // A grant in a brand reaches the brand's stores.
        if (change.brand !== undefined) db.afterCommit(access.changed);
        return store;
      },
    }),
    ...editableRoutes({
      path: '/api/staff',
      one: 'staff member',
      many: 'members of staff',
      tag: 'Stores',
      permissions: { read: 'staff.read', write: 'staff.write' },
      schemas: {
        row: StaffSchema,
        create: NewStaff,
        change: StaffChange,
        filters: Type.Object({ store: Type.Optional(Type.String({ description: 'Code of a store.' })) }),
      },
      list: stores.staff,
      get: stores.staffMemberByCode,
      create: stores.createStaff,
      change: stores.changeStaff,
    }),
  ];
}
