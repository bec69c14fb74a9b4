import type { Text } from '@chaland/core';
import type { Element } from '../xml/element.ts';

/** What a transaction is for: a sale, one that takes back an earlier one, or none that Chaland has use for. */
export type Word =
  | {
      retail: Element;
      /** `earlier`: its lines are those of a receipt that it takes back. `itself`: it was taken back later. */
      voids?: 'earlier' | 'itself';
    }
  | { ignored: Text };

export function wordOn(transaction: Element): Word {
  const retail = saleIn(transaction);
  const postVoid = transaction.children.find(({ name }) => /^post[-_]?void/i.test(name));
  if (says(transaction, 'TrainingModeFlag') || (retail && says(retail, 'TrainingModeFlag')))
    return { ignored: { en: 'training mode: nothing was sold', fr: 'mode formation : rien n’a été vendu' } };
  if (!retail && !postVoid) return { ignored: noSale(transaction) };

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
  if (saysAny(['SuspendFlag', 'SuspendedFlag']) || /suspend/i.test(status)) return { ignored: suspended };
  if (saysAny(cancelFlags)) return { ignored: cancelled };
  if (/cancel|void|delete|abort|fail/i.test(status)) return { ignored: cancelled };
  if (/^(in-?process|totaled|new|started|open|quote)/i.test(status))
    return { ignored: { en: 'not paid yet', fr: 'pas encore payé' } };
  return { retail: sale };
}

const suspended: Text = {
  en: 'suspended: it is recorded when it is resumed and paid',
  fr: 'mis en attente : il est enregistré quand il est repris et payé',
};
const cancelled: Text = { en: 'cancelled before it was paid', fr: 'annulé avant d’être payé' };

function noSale(transaction: Element): Text {
  const kind = kindOf(transaction);
  return kind === undefined
    ? { en: 'a transaction of no kind: no sale', fr: 'une transaction sans genre : pas une vente' }
    : { en: `${kind}: no sale`, fr: `${kind} : pas une vente` };
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
const kindOf = (transaction: Element): string | undefined =>
  transaction.children.find(({ name }) => /(Transaction|Log)$/.test(name))?.name ??
  transaction.attribute('TypeCode');
