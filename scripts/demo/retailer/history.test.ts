import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MomentInput } from '@chaland/core';
import type { Receipt, Return } from '@chaland/sales/contract';
import { randomOf } from '../draw/random.ts';
import { basketOf } from './basket.ts';
import { aBuyer } from './buyer.ts';
import { dayStart, week } from './calendar.ts';
import { catalogue } from './catalogue.ts';
import { historyOf } from './history.ts';
import { aPerson, numberOf } from './person.ts';
import { shops, stores, webShop } from './stores.ts';

const end = dayStart('2026-06-15');
const numbers = Array.from({ length: 400 }, (_, index) => index + 1);
const histories = numbers.map((number) => historyOf(1, number, end));
const all = histories.flat();
const of = (moments: readonly MomentInput[], type: string) =>
  moments.filter((moment) => moment.type === type);
const dayOf = (time: string | number) =>
  new Date(typeof time === 'number' ? time : `${time}Z`).toISOString().slice(0, 10);

test('a history is the same at every call, and each of its moments has a key of its own', () => {
  assert.deepEqual(historyOf(1, 7, end), histories[6]);
  assert.equal(new Set(all.map(({ source, id }) => `${source} ${id}`)).size, all.length);
});

test("receipts are the buyer's purchases: one each, on its day, to the cent", () => {
  for (const [index, number] of numbers.entries()) {
    const { purchases, amounts, observed } = aBuyer(1, number);
    const receipts = of(histories[index]!, 'receipt');
    const days = purchases.map((at) => dayOf(end - (observed - at) * week));
    assert.deepEqual(receipts.map(({ time }) => dayOf(time)).sort(), days);
    const totals = receipts.map(({ data }) => (data as Receipt).totals!.total!);
    assert.deepEqual([...totals].sort(), [...amounts].sort());
    for (const { data } of receipts) {
      const { lines, tenders = [], totals } = data as Receipt;
      assert.equal(
        lines.reduce((sum, { amount }) => sum + amount, 0),
        totals!.total,
      );
      assert.equal(
        tenders.reduce((sum, { amount }) => sum + amount, 0),
        totals!.total,
      );
    }
  }
});

test('lines come to any amount, and never to more than their prices', () => {
  const random = randomOf('baskets');
  for (let amount = 1; amount < 400_000; amount = Math.ceil(amount * 1.03)) {
    const offer = random.chance(0.5) ? { percent: 30, code: 'SOLDES30', label: 'Soldes' } : undefined;
    const lines = basketOf(random, amount, catalogue, offer);
    assert.equal(
      lines.reduce((sum, line) => sum + line.amount, 0),
      amount,
    );
    for (const { quantity, unitPrice, discounts = [], amount } of lines) {
      const off = discounts.reduce((sum, discount) => sum + discount.amount, 0);
      assert.equal(Math.round(Number(quantity) * Number(unitPrice) * 100) - off, amount);
      assert.ok(amount >= 0);
    }
  }
});

test('everything happens in the two years, while the shop is open, and a return after its receipt', () => {
  const receipts = new Map(of(all, 'receipt').map((receipt) => [receipt.id, receipt]));
  for (const { time, type, data, store } of all) {
    assert.ok(Date.parse(`${time}Z`) < end && Date.parse(`${time}Z`) > end - 105 * week);
    const hour = Number(time.slice(11, 13));
    if (store !== webShop.code) assert.ok(hour >= 10 && hour < 21, time);
    if (type !== 'return') continue;
    for (const { sold } of (data as Return).lines) {
      const receipt = receipts.get(sold!.receipt)!;
      assert.ok(receipt.time < time);
      assert.ok((receipt.data as Receipt).lines.some(({ id }) => id === sold!.line));
    }
  }
  assert.ok(of(all, 'return').length > 0);
});

test('visit, advice and fitting come before the receipt of their session', () => {
  const sessions = Map.groupBy(
    all.filter(({ session }) => session),
    ({ session }) => session,
  );
  for (const moments of sessions.values()) {
    assert.equal(moments[0]!.type, 'visit');
    assert.equal(new Set(moments.map(({ store }) => store)).size, 1);
    const till = moments.findIndex(({ type }) => type === 'receipt');
    assert.ok(till === -1 || till === moments.length - 1);
  }
  assert.deepEqual(
    new Set(all.map(({ type }) => type)),
    new Set(['visit', 'advice', 'fitting', 'receipt', 'return']),
  );
});

test('everybody is marked, and can be reached by nobody', () => {
  const phones = new Set<string>();
  const emails = new Set<string>();
  for (let number = 1; number <= 20_000; number++) {
    const { knownAt } = aPerson(1, number);
    for (const store of [shops[0]!, webShop]) {
      const { id, identifiers = [], attributes } = knownAt(store);
      assert.equal(numberOf(id), number);
      assert.deepEqual(attributes?.custom, { simulated: true });
      for (const { kind, value } of identifiers) {
        if (kind === 'email') emails.add(value);
        if (kind === 'email') assert.match(value, /^[a-z.]+\d+@example\.(com|net|org)$/);
        if (kind === 'phone') phones.add(value);
        if (kind === 'phone') assert.match(value, /^06 39 98 \d\d \d\d$/);
        if (kind === 'loyalty_card') assert.match(value, /^29\d{11}$/);
      }
    }
  }
  assert.equal(phones.size, 8_000);
  assert.equal(emails.size, 20_000);
});

test('there are twelve shops and a web shop, and articles with numbers for use inside a company', () => {
  assert.equal(shops.length, 12);
  assert.equal(new Set(stores.map(({ source }) => source)).size, 13);
  assert.ok(catalogue.length > 100);
  assert.equal(new Set(catalogue.map(({ gtin }) => gtin)).size, catalogue.length);
  for (const { gtin } of catalogue) assert.match(gtin, /^20\d{11}$/);
});
