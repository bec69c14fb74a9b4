import type { Discount, SoldLine } from '@chaland/sales/contract';
import type { Random } from '../draw/random.ts';
import { catalogue, type DemoArticle } from './catalogue.ts';

/** An offer on the whole receipt. */
export interface Offer {
  percent: number;
  code: string;
  label: string;
}

interface Item {
  article: DemoArticle;
  quantity: number;
}

/**
 * Lines that come to an amount, to the cent. Articles are taken until their prices reach it, and of some tries the
 * closest counts; what they are too much is taken off, by the offer first, and the rest by points of the card.
 * @param amount cents to pay, at least 1
 * @param liked articles that the buyer prefers, from the cheapest to the dearest
 */
export function basketOf(
  random: Random,
  amount: number,
  liked: readonly DemoArticle[],
  offer?: Offer,
): SoldLine[] {
  const full = Math.ceil(amount / (1 - (offer?.percent ?? 0) / 100));
  const tries = Array.from({ length: 4 }, () => itemsWorth(random, full, liked));
  const items = tries.reduce((best, other) => (priceOf(other) < priceOf(best) ? other : best));
  let tooMuch = priceOf(items) - amount;
  const lines = items.map(({ article, quantity }) => {
    const discounts: Discount[] = [];
    let due = article.price * quantity;
    if (offer) {
      const off = Math.min(tooMuch, Math.floor((due * offer.percent) / 100));
      if (off > 0) discounts.push({ amount: off, code: offer.code, label: offer.label });
      due -= off;
      tooMuch -= off;
    }
    return { article, quantity, discounts, due };
  });
  return lines
    .reverse()
    .map((line, index) => {
      const off = Math.min(tooMuch, line.due);
      tooMuch -= off;
      if (off > 0) line.discounts.push({ amount: off, code: 'POINTS', label: 'Points de fidélité' });
      return asLine(line.article, line.quantity, line.due - off, line.discounts, lines.length - index);
    })
    .reverse();
}

const priceOf = (items: readonly Item[]) =>
  items.reduce((sum, { article, quantity }) => sum + article.price * quantity, 0);

function asLine(
  { sku, gtin, name, category, brand, price, vat }: DemoArticle,
  quantity: number,
  amount: number,
  discounts: Discount[],
  id: number,
): SoldLine {
  return {
    id: String(id),
    sku,
    gtin,
    name,
    category: [...category],
    brand,
    quantity,
    unitPrice: (price / 100).toFixed(2),
    amount,
    discounts,
    tax: { rate: vat, amount: amount - Math.round(amount / (1 + Number(vat) / 100)) },
  };
}

const cheapest = catalogue[0]!.price;
const dearest = catalogue.at(-1)!.price;

/** Articles whose prices together reach a sum, and exceed it by as little as the last one allows. */
function itemsWorth(random: Random, sum: number, liked: readonly DemoArticle[]): Item[] {
  const items = new Map<DemoArticle, Item>();
  let left = sum;
  const take = (article: DemoArticle, quantity = 1) => {
    const item = items.get(article) ?? { article, quantity: 0 };
    item.quantity += quantity;
    items.set(article, item);
    left -= article.price * quantity;
  };
  const wanted = random.between(1, 1 + Math.min(4, Math.floor(sum / 3000)));
  while (left > dearest || (items.size + 1 < wanted && left > cheapest)) {
    const from = random.chance(0.8) && liked[0]!.price <= left ? liked : catalogue;
    const article = from[random.between(0, firstFrom(from, left + 1) - 1)]!;
    take(article, article.price * 2 <= left && random.chance(0.1) ? 2 : 1);
  }
  if (left > 0) take(lastOf(random, left));
  return [...items.values()];
}

/** One of the articles just above what is left. */
function lastOf(random: Random, left: number): DemoArticle {
  const first = firstFrom(catalogue, left);
  const end = firstFrom(catalogue, left * 1.05);
  return catalogue[random.between(first, Math.max(first, end - 1))]!;
}

/** Index of the first article at this price or above it; articles are in the order of their prices. */
function firstFrom(articles: readonly DemoArticle[], price: number): number {
  let [low, high] = [0, articles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (articles[middle]!.price < price) low = middle + 1;
    else high = middle;
  }
  return low;
}
