import { formatMoney, type Html, html, type Language } from '@chaland/core';
import type { Receipt, Return, ReturnedLine } from '../../contract.ts';
import { dueOf } from '../../moment-type/value.ts';
import { taxLines } from '../tax-lines.ts';
import { type Words, wordsOf } from '../words.ts';

const number = (value: number, language: Language, most = 6) =>
  value.toLocaleString(language, { maximumFractionDigits: most });

/** The receipt itself: lines, sums, how it was paid, VAT by rate. */
export function receiptPart(sale: Receipt | Return, type: 'receipt' | 'return', language: Language): Html {
  const words = wordsOf(language);
  const lines = sale.lines as readonly ReturnedLine[];
  const money = (minor: number) => formatMoney(minor, sale.currency, language);
  const discount = lines.reduce((all, { discounts = [] }) => all + sum(discounts), 0);
  const rounding = sale.totals?.rounding ?? 0;
  const due = dueOf(sale);
  return html`<section class="card receipt">
<table>
<thead><tr><th scope="col">${words.article}</th><th scope="col">${words.quantity}</th><th scope="col">${
    sale.taxIncluded === false ? words.amountBeforeTax : words.amount
  }</th></tr></thead>
<tbody>
${lines.map((line) => linePart(line, { words, language, currency: sale.currency }))}</tbody>
</table>
<dl class="sums">
${
  discount > 0
    ? html`<div class="soft"><dt>${words.beforeDiscounts}</dt><dd>${money(due + discount)}</dd></div>
<div class="soft"><dt>${words.discounts}</dt><dd>${money(-discount)}</dd></div>
`
    : ''
}${rounding === 0 ? '' : html`<div class="soft"><dt>${words.rounding}</dt><dd>${money(rounding)}</dd></div>\n`}<div class="all"><dt>${words.total[type]}</dt><dd>${money(due + rounding)}</dd></div>
${(sale.tenders ?? []).map(
  ({ kind, amount, label, reference }) =>
    html`<div class="soft"><dt>${words.paid[type]} ${label ?? words.tenders[kind] ?? kind}${
      reference === undefined ? '' : ` ${reference}`
    }</dt><dd>${money(amount)}</dd></div>
`,
)}</dl>
${taxPart(sale, { words, language, money })}</section>`;
}

const sum = (of: readonly { amount: number }[]) => of.reduce((all, { amount }) => all + amount, 0);

function linePart(
  line: ReturnedLine,
  { words, language, currency }: { words: Words; language: Language; currency: string },
): Html {
  const { name, sku, kind = 'goods', quantity, unitPrice, amount, discounts = [], reference } = line;
  const price = Number(unitPrice).toLocaleString(language, {
    style: 'currency',
    currency,
    maximumFractionDigits: 10,
  });
  return html`<tr><td>${name ?? sku ?? words.kinds[kind]}${
    reference === undefined ? '' : html` <span class="soft">${reference}</span>`
  }${Number(quantity) === 1 ? '' : html`<span class="soft">${number(Number(quantity), language)} × ${price}</span>`}${discounts.map(
    (one) =>
      html`<span class="soft">${one.label ?? one.code ?? words.discount} ${formatMoney(-one.amount, currency, language)}</span>`,
  )}</td><td>${number(Number(quantity), language)}</td><td>${formatMoney(amount, currency, language)}</td></tr>
`;
}

function taxPart(
  sale: Receipt | Return,
  { words, language, money }: { words: Words; language: Language; money: (minor: number) => string },
): Html | '' {
  const lines = taxLines(sale);
  if (lines.length === 0) return '';
  return html`<h2>${words.tax}</h2>
<table>
<thead><tr><th scope="col">${words.rate}</th><th scope="col">${words.base}</th><th scope="col">${words.taxAmount}</th><th scope="col">${words.taxTotal}</th></tr></thead>
<tbody>
${lines.map(
  ({ rate, base, tax, total }) =>
    html`<tr><td>${(Number(rate) / 100).toLocaleString(language, { style: 'percent', maximumFractionDigits: 4 })}</td><td>${money(base)}</td><td>${money(tax)}</td><td>${money(total)}</td></tr>
`,
)}</tbody>
</table>
`;
}
