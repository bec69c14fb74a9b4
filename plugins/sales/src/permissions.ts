import type { Permission } from '@chaland/core';

/** Seeing receipts, products and figures. It can be granted in single stores. */
export const readSales = 'sales.read';

export const salesPermission: Permission = {
  id: readSales,
  title: { en: 'See receipts, products and sales', fr: 'Voir les tickets, les produits et les ventes' },
};
