import type { Permission } from '@chaland/core';

/** Seeing receipts, products and figures. It can be granted in single stores. */
export const readSales = 'sales.read';

/** Sending a receipt, or showing its link: for tills and who works at them. It can be granted in single stores. */
export const sendReceipts = 'sales.send';

export const salesPermission: Permission = {
  id: readSales,
  title: { en: 'See receipts, products and sales', fr: 'Voir les tickets, les produits et les ventes' },
};

export const sendPermission: Permission = {
  id: sendReceipts,
  title: { en: 'Send receipts to customers', fr: 'Envoyer les tickets aux clients' },
};
