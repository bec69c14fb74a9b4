/** Topics that are left out on purpose, and why. Others are left out because Chaland has no use for them. */
export const unused: Readonly<Record<string, string>> = {
  'orders/edited': 'what was sold first stays the receipt; money that an edit gives back comes as a refund',
  'orders/delete': 'Shopify lets archived orders be deleted; that they were bought stays true',
  'customers/delete':
    'a record was deleted, which nobody asked for by customers/redact; retention decides here',
  'customers/merge': 'Shopify tells the record that was kept by customers/update',
  'checkouts/delete': 'a checkout that is deleted says nothing of a customer',
  'order_transactions/create': 'payments are told by the order, once it is paid in full',
  'tender_transactions/create': 'payments are told by the order, once it is paid in full',
  'app/uninstalled': 'the app was removed from the shop: nothing more comes from it',
  'app/scopes_update': 'what the app may do has changed: check the connection',
};
