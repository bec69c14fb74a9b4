import type { Brought, Delivery, MapContext, Text } from '@chaland/core';
import type { PoslogArgs } from '../args.ts';
import { problem } from '../problem.ts';
import { encodingOf } from '../split/encoding.ts';
import type { Element } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';
import { customerOf } from './customer.ts';
import { headOf } from './head.ts';
import { itemsOf } from './item.ts';
import { momentsOf } from './moments.ts';
import { bringsBack, wordOn } from './purpose.ts';
import { voidByAmount } from './void.ts';

const questionMark = 63;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const nothingMoved: Text = {
  en: 'no goods were sold or brought back',
  fr: 'aucun article n’a été vendu ni rapporté',
};

/** One transaction, alone or in its log, as the receipts and returns that it is, and the customer whom it names. */
export function mapTransaction(
  { body }: Pick<Delivery, 'body'>,
  { args, locale }: Pick<MapContext<PoslogArgs>, 'args' | 'locale'>,
): Brought {
  const transaction = transactionIn(parseXml(textOf(body)));
  if (!transaction) throw problem('POSLOG_XML', { detail: 'there is no Transaction in it' });
  const word = wordOn(transaction);
  if ('ignored' in word) return word;

  const { retail, voids } = word;
  const head = headOf(transaction, retail, args);
  const items = itemsOf(retail, head, { voids, back: bringsBack(transaction, retail) });
  if (items.length === 0 && voids !== 'earlier') return { ignored: nothingMoved };
  const { customer, profiles } = customerOf(retail, head, locale.country);
  const moments =
    items.length === 0
      ? [voidByAmount(transaction, retail, { head, customer, args })]
      : momentsOf(transaction, retail, items, { head, voids, customer, args });
  return {
    ...(head.staff ? { staff: [head.staff] } : {}),
    ...(profiles.length > 0 ? { profiles } : {}),
    moments,
  };
}

function textOf(body: Buffer): string {
  // What is no transaction of a log is a file as it begins: it may say in which encoding it is.
  if (body[1] === questionMark) encodingOf(body.subarray(0, 512));
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw problem('POSLOG_ENCODING', { detail: 'there are bytes that are not UTF-8', cause });
  }
}

function transactionIn(element: Element): Element | undefined {
  if (element.name === 'Transaction') return element;
  for (const child of element.children) {
    const found = transactionIn(child);
    if (found) return found;
  }
  return undefined;
}
