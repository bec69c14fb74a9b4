import { formatMoney, type Language } from '@chaland/core';
import type { Receipt, Return, ReturnedKind, ReturnedLine } from '../contract.ts';
import { articlesOf } from './articles.ts';
import { dueOf } from './value.ts';

/** What a receipt or a return is of, where it isn't of goods. */
const kinds: Readonly<Record<Exclude<ReturnedKind, 'goods'>, Readonly<Record<Language, string>>>> = {
  service: { en: 'service', fr: 'prestation' },
  shipping: { en: 'delivery', fr: 'livraison' },
  fee: { en: 'fee', fr: 'frais' },
  gift_card: { en: 'gift card', fr: 'carte cadeau' },
  credit_note: { en: 'credit note', fr: 'avoir' },
  deposit: { en: 'deposit', fr: 'acompte ou consigne' },
  tip: { en: 'tip', fr: 'pourboire' },
  donation: { en: 'donation', fr: 'don' },
  allowance: { en: 'allowance', fr: 'geste commercial' },
};

const titles = {
  receipt: { en: ['Receipt of', 'Receipt'], fr: ['Ticket de', 'Ticket'] },
  return: { en: ['Return of', 'Refund'], fr: ['Retour de', 'Remboursement'] },
} as const;

/** One line for a timeline: how many articles, or else what it was, and what was to pay. */
export function saleSummary(sale: Receipt | Return, type: 'receipt' | 'return', language: Language): string {
  const money = formatMoney(dueOf(sale), sale.currency, language);
  const count = articlesOf(sale.lines);
  const [of, alone] = titles[type][language];
  if (count > 0) {
    const articles = count.toLocaleString(language);
    return language === 'fr'
      ? `${of} ${articles} article${count > 1 ? 's' : ''}, ${money}`
      : `${of} ${articles} item${count === 1 ? '' : 's'}, ${money}`;
  }
  const names = [
    ...new Set((sale.lines as readonly ReturnedLine[]).flatMap(({ kind }) => kindName(kind, language))),
  ];
  const what = names.length > 0 ? `${language === 'fr' ? '\u00a0' : ''}: ${names.join(', ')}` : '';
  return `${alone}${what}, ${money}`;
}

const kindName = (kind: ReturnedKind = 'goods', language: Language): string[] =>
  kind === 'goods' ? [] : [kinds[kind][language]];
