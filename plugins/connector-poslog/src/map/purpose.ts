import type { Element } from '../xml/element.ts';

/** What a transaction is for: a sale, one that takes back an earlier one, or none that Chaland has use for. */
export type Word =
  | {
      retail: Element;
      /** `earlier`: its lines are those of a receipt that it takes back. `itself`: it was taken back later. */
      voids?: 'earlier' | 'itself';
    }
  | { ignored: string };

export function wordOn(transaction: Element): Word {
  const retail = saleIn(transaction);
  const postVoid = transaction.children.find(({ name }) => /^post[-_]?void/i.test(name));
  if (says(transaction, 'TrainingModeFlag') || (retail && says(retail, 'TrainingModeFlag')))
    return { ignored: 'training mode: nothing was sold' };
  if (!retail && !postVoid) return { ignored: `${kindOf(transaction)}: no sale` };

  const sale = retail ?? postVoid!;
  const status = sale.attribute('TransactionStatus') ?? transaction.attribute('TransactionStatus') ?? '';
  if (
    postVoid ||
    linksToVoided(sale) ||
    linksToVoided(transaction) ||
    named(transaction, /post[-_ ]?void|^void/i)
  ) {
    return { retail: sale, voids: 'earlier' };
  }
  if (/post-?void/i.test(status)) return { retail: sale, voids: 'itself' };
  const saysAny = (flags: readonly string[]) =>
    flags.some((flag) => says(transaction, flag) || says(sale, flag));
  if (saysAny(['SuspendFlag', 'SuspendedFlag']) || /suspend/i.test(status))
    return { ignored: 'suspended: it is recorded when it is resumed and paid' };
  if (saysAny(cancelFlags)) return { ignored: 'cancelled before it was paid' };
  if (/cancel|void|delete|abort|fail/i.test(status)) return { ignored: 'cancelled before it was paid' };
  if (/^(in-?process|totaled|new|started|open|quote)/i.test(status)) return { ignored: 'not paid yet' };
  return { retail: sale };
}

const cancelFlags = ['CancelFlag', 'CancelledFlag', 'VoidFlag', 'VoidedFlag', 'DeleteFlag'];

const sales = ['RetailTransaction', 'CustomerOrderTransaction', 'SaleTransaction', 'ReturnTransaction'];

/** What holds the lines: in the first versions and some simple logs it is the transaction itself. */
function saleIn(transaction: Element): Element | undefined {
  const own = sales.map((name) => transaction.child(name)).find((one) => one !== undefined);
  return own ?? (transaction.child('LineItem') ? transaction : undefined);
}

/** Whether the whole transaction brings goods back, whatever its lines are called. */
export const bringsBack = (transaction: Element, retail: Element): boolean =>
  retail.name === 'ReturnTransaction' || named(transaction, /^(return|refund)/i);

/** As an attribute, which is the standard's way, or as an element, which some tills write. */
const says = (element: Element, flag: string): boolean =>
  element.flag(flag) || /^(true|1|y|yes)$/i.test(element.maybe(flag) ?? '');

const linksToVoided = (sale: Element): boolean =>
  sale
    .all('TransactionLink')
    .some((link) => /void/i.test(link.attribute('ReasonCode') ?? link.maybe('ReasonCode') ?? ''));

const named = (transaction: Element, pattern: RegExp): boolean =>
  ['TypeCode', 'TransactionType', 'TransactionTypeCode'].some((name) =>
    pattern.test(transaction.attribute(name) ?? transaction.maybe(name) ?? ''),
  );

/** `TenderControlTransaction`, `ControlTransaction`, `InventoryControlTransaction`, … */
const kindOf = (transaction: Element): string =>
  transaction.children.find(({ name }) => /(Transaction|Log)$/.test(name))?.name ??
  transaction.attribute('TypeCode') ??
  'a transaction of no kind';
