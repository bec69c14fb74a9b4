import type { Receipt, Return, SoldLine, Tender } from '@chaland/sales/contract';
import type { Random } from '../draw/random.ts';
import { basketOf, type Offer } from './basket.ts';
import { daysLater } from './calendar.ts';
import type { DemoPerson } from './person.ts';
import type { DemoStore } from './stores.ts';

const attributes = { simulated: true };

/** A receipt that comes to an amount, to the cent. @param at milliseconds on the shop's clock */
export function aReceipt(
  random: Random,
  { number, amount, at }: { number: string; amount: number; at: number },
  { liked }: DemoPerson,
  { channel }: DemoStore,
): Receipt {
  const lines = basketOf(random, amount, liked, anOffer(random, at));
  const discount = lines.reduce((sum, { discounts }) => sum + offOf(discounts), 0);
  return {
    number,
    currency: 'EUR',
    channel,
    lines,
    tenders: tendersFor(random, amount, channel),
    totals: {
      gross: amount + discount,
      discount,
      tax: lines.reduce((sum, { tax }) => sum + tax!.amount, 0),
      total: amount,
    },
    attributes,
  };
}

const offOf = (discounts: SoldLine['discounts'] = []) =>
  discounts.reduce((sum, { amount }) => sum + amount, 0);

/** January and July are the months of French sales. */
function anOffer(random: Random, at: number): Offer | undefined {
  const month = new Date(at).getUTCMonth();
  if (month === 0 || month === 6) {
    if (!random.chance(0.6)) return undefined;
    const percent = random.pick([20, 30, 40]);
    return { percent, code: `SOLDES${percent}`, label: `Soldes −${percent}\u00a0%` };
  }
  return random.chance(0.15) ? { percent: 10, code: 'CARTE10', label: 'Offre carte −10\u00a0%' } : undefined;
}

function tendersFor(random: Random, amount: number, channel: DemoStore['channel']): Tender[] {
  if (channel === 'web') return [{ kind: random.chance(0.85) ? 'card' : 'wallet', amount }];
  if (amount > 5000 && random.chance(0.06)) {
    const voucher = random.pick([1000, 2000, 3000]);
    return [
      { kind: 'gift_card', amount: voucher, label: 'Carte cadeau' },
      { kind: 'card', amount: amount - voucher },
    ];
  }
  // French law caps cash at 1,000 €; people pay with it what is small.
  if (amount < 8000 && random.chance(0.2)) return [{ kind: 'cash', amount }];
  return [{ kind: random.chance(0.04) ? 'cheque' : 'card', amount }];
}

const reasons = ['size', 'colour', 'changed_mind', 'defect'];

/** Some bring one line of a receipt back within three weeks; what was bought on the web, to a shop too. */
export function aReturn(
  random: Random,
  receipt: Receipt,
  sold: { at: number; store: DemoStore },
  { home }: DemoPerson,
): { at: number; store: DemoStore; data: Return } | undefined {
  const line = random.pick(receipt.lines);
  const store = sold.store.channel === 'web' && random.chance(0.3) ? home : sold.store;
  const at = daysLater(random, sold.at, [2, 20], store);
  if (!random.chance(0.07) || line.amount === 0) return undefined;
  const source = store === sold.store ? {} : { source: sold.store.source };
  return {
    at,
    store,
    data: {
      number: `${receipt.number}-R`,
      currency: 'EUR',
      channel: store.channel,
      lines: [
        {
          ...line,
          sold: { ...source, receipt: receipt.number, line: line.id! },
          reason: random.pick(reasons),
        },
      ],
      tenders: [{ kind: 'card', amount: line.amount }],
      totals: { total: line.amount },
      attributes,
    },
  };
}
