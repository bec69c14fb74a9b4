import { definePlugin, service } from '@chaland/core';
import { migrations } from '../migrations/index.ts';
import pkg from '../package.json' with { type: 'json' };
import { salesFacts } from './contract.ts';
import { createSalesFacts } from './facts/sales-facts.ts';
import { cartAbandoned, cartUpdated } from './moment-type/cart.ts';
import { receipt } from './moment-type/receipt.ts';
import { returned } from './moment-type/return.ts';
import { salesPermission } from './permissions.ts';
import { personalData } from './personal-data.ts';
import { processing } from './processing.ts';
import { recomputeFacts } from './projection/merge.ts';
import { project } from './projection/project.ts';
import { customerSales } from './route/customer-sales.ts';
import { customersSales } from './route/customers-sales.ts';
import { products } from './route/products.ts';
import { receipts } from './route/receipts.ts';
import { storeDays } from './route/store-days.ts';

export default definePlugin({
  id: 'sales',
  version: pkg.version,
  title: { en: 'Sales', fr: 'Ventes' },
  description: {
    en: 'Receipts, returns, products, and what customers buy.',
    fr: 'Tickets, retours, produits, et ce que les clients achètent.',
  },
  requires: { api: '^1.0' },
  permissions: [salesPermission],
  migrations,
  personalData,
  provides: [salesFacts],
  services: [service(salesFacts, ({ db }) => createSalesFacts(db))],
  admin: '@chaland/sales/admin',
  processing,
  contributes: [
    receipt,
    returned,
    cartUpdated,
    cartAbandoned,
    project,
    recomputeFacts,
    customerSales,
    customersSales,
    receipts,
    products,
    storeDays,
  ],
});
