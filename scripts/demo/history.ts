import type { CustomerInput, MomentInput } from '@chaland/core';
import type { Receipt, Return, SoldLine } from '@chaland/sales/contract';
import { aPerson, type DemoPerson } from './people.ts';
import { type Random, seeded } from './random.ts';
import { articles, type DemoArticle, type DemoStore, stores } from './shop.ts';

const day = 24 * 3_600_000;
const years = 2;

/**
 * Two years of a simulated shop until yesterday: the same people and purchases at every call.
 * @param today no moment lies after its beginning
 */
export function demoHistory(today: Date, { people = 300, seed = 1 } = {}): MomentInput[] {
  const random = seeded(seed);
  const end = Math.floor(today.getTime() / day) * day;
  const known = Array.from({ length: people }, (_, number) => aPerson(random, number + 1));
  const moments = known.flatMap((person) => purchasesOf(person, random, end));
  const passersBy = Array.from({ length: Math.round(people / 4) }, () =>
    aSale(random, random.pick(stores), undefined, momentBefore(random, end)),
  );
  return numbered([...moments, ...passersBy].flat().filter(({ at }) => at < end));
}

/** What happened, before it has a number. */
interface Draft extends Omit<MomentInput, 'id' | 'time' | 'data'> {
  at: number;
  data: Omit<Receipt, 'number'> | Omit<Return, 'number'>;
  /** Of a return: the receipt whose first line came back. */
  returns?: Draft;
}

/** Numbers follow the time, as a till's do; a return comes later than its receipt, and names it. */
function numbered(drafts: readonly Draft[]): MomentInput[] {
  const numbers = new Map<Draft, string>();
  const inOrder = [...drafts].sort((a, b) => a.at - b.at);
  return inOrder.map((draft, index) => {
    const { at, data, returns, ...moment } = draft;
    const number = `${moment.store}-${String(index + 1).padStart(6, '0')}`;
    numbers.set(draft, number);
    const receipt = returns && numbers.get(returns);
    const lines = receipt
      ? data.lines.map((line) => ({ ...line, sold: { receipt, line: '1' }, reason: 'size' }))
      : data.lines;
    return { ...moment, id: number, time: new Date(at).toISOString(), data: { number, ...data, lines } };
  });
}

function purchasesOf(
  { purchases, home, online, inStore, onWeb }: DemoPerson,
  random: Random,
  end: number,
): Draft[][] {
  return Array.from({ length: purchases }, () => {
    const isOnline = online && random.chance(0.4);
    const store = stores[isOnline ? 3 : random.chance(0.9) ? home : random.between(0, 2)] as DemoStore;
    return aSale(random, store, isOnline ? onWeb : inStore, momentBefore(random, end));
  });
}

/** While shops are open, within the two years; rather lately than long ago. */
function momentBefore(random: Random, end: number): number {
  const daysAgo = 1 + Math.floor(random.next() ** 1.3 * years * 365);
  return end - daysAgo * day + random.between(8 * 60, 17 * 60 - 1) * 60_000;
}

/** A receipt, and for some the return of a line a few days later. */
function aSale(random: Random, store: DemoStore, customer: CustomerInput | undefined, at: number): Draft[] {
  const lines = Array.from({ length: random.between(1, 4) }, (_, index) =>
    aLine(random, random.pick(articles), index),
  );
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const head = {
    source: store.source,
    store: store.code,
    ...(customer ? { customer } : {}),
    ...(store.staff.length > 0 ? { staff: random.pick(store.staff).code } : {}),
  };
  const receipt: Draft = {
    ...head,
    at,
    type: 'receipt',
    data: {
      currency: 'EUR',
      channel: store.channel,
      lines,
      tenders: [{ kind: store.channel === 'web' || random.chance(0.8) ? 'card' : 'cash', amount: total }],
      totals: { total },
      attributes: { simulated: true },
    },
  };
  const [line] = lines;
  if (!line || !customer || !random.chance(0.07)) return [receipt];
  const back: Draft = {
    ...head,
    at: at + random.between(2, 20) * day,
    type: 'return',
    returns: receipt,
    data: {
      currency: 'EUR',
      channel: store.channel,
      lines: [line],
      tenders: [{ kind: 'card', amount: line.amount }],
      attributes: { simulated: true },
    },
  };
  return [receipt, back];
}

function aLine(random: Random, { sku, name, category, price }: DemoArticle, index: number): SoldLine {
  const quantity = random.chance(0.15) ? 2 : 1;
  const discount = random.chance(0.2) ? Math.round(price * quantity * 0.2) : 0;
  const amount = price * quantity - discount;
  return {
    id: String(index + 1),
    sku,
    name,
    category,
    brand: 'Maison Simulée',
    quantity,
    unitPrice: (price / 100).toFixed(2),
    amount,
    discounts: discount > 0 ? [{ amount: discount, code: 'SOLDES20', label: 'Soldes' }] : [],
    tax: { rate: '20', amount: amount - Math.round(amount / 1.2) },
  };
}
