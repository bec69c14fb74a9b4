import { definePlugin, service } from '@chaland/core';
import { migrations } from '../migrations/index.ts';
import pkg from '../package.json' with { type: 'json' };
import { productKind } from './catalogue/product-kind.ts';
import { stockKind } from './catalogue/stock-kind.ts';
import { stock } from './catalogue/stock-route.ts';
import { salesFacts } from './contract.ts';
import { deliverReceipt, deliverReceiptByNumber } from './e-receipt/deliver.ts';
import { claimPage, eReceiptPage } from './e-receipt/page-routes.ts';
import { SalesSettings } from './e-receipt/settings.ts';
import { createSalesFacts } from './facts/sales-facts.ts';
import { cartAbandoned, cartUpdated } from './moment-type/cart.ts';
import { receipt } from './moment-type/receipt.ts';
import { receiptClaimed } from './moment-type/receipt-claimed.ts';
import { returned } from './moment-type/return.ts';
import { salesPermission, sendPermission } from './permissions.ts';
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
    en: 'Receipts, returns, carts, products, what customers buy, and e-receipts.',
    fr: 'Tickets, retours, paniers, produits, ce que les clients achètent, et tickets dématérialisés.',
  },
  requires: { api: '^1.0' },
  settings: SalesSettings,
  permissions: [salesPermission, sendPermission],
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
    receiptClaimed,
    project,
    recomputeFacts,
    customerSales,
    customersSales,
    receipts,
    products,
    productKind,
    stockKind,
    stock,
    storeDays,
    deliverReceipt,
    deliverReceiptByNumber,
    eReceiptPage,
    claimPage,
  ],
});
