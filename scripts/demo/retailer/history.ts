import type { CustomerInput, MomentInput } from '@chaland/core';
import { type Random, randomOf } from '../draw/random.ts';
import { aBuyer } from './buyer.ts';
import { minute, wallTime, week, whileOpen } from './calendar.ts';
import { catalogue } from './catalogue.ts';
import { aPerson, type DemoPerson } from './person.ts';
import { aReceipt, aReturn } from './sale.ts';
import { type DemoStore, shops, webShop } from './stores.ts';
import { aVisit } from './visit.ts';

/** Something that happened, before it is told as a moment. Times are milliseconds on the shop's clock. */
interface Happening extends Pick<MomentInput, 'id' | 'type' | 'data'> {
  at: number;
  store: DemoStore;
  /** Code of the seller. */
  staff?: string | undefined;
  session?: string;
}

/**
 * Everything that a simulated person did until the end, in the order of time: the same at every call.
 * @param end milliseconds: the beginning of the day after the last one, on the shops' clocks
 */
export function historyOf(seed: number, number: number, end: number): MomentInput[] {
  const { purchases, amounts, observed, alive } = aBuyer(seed, number);
  const person = aPerson(seed, number);
  const random = randomOf(seed, 'history', number);
  const times = purchases.map((weeks) => end - (observed - weeks) * week);
  const happenings = times.flatMap((at, index) => [
    ...aPurchase(random, person, { index, at, amount: amounts[index]! }),
    ...aLook(random, person, { index, from: at, to: times[index + 1] ?? (alive ? end : at) }),
  ]);
  const inOrder = happenings.filter(({ at }) => at < end).sort((a, b) => a.at - b.at);
  return told(inOrder, person);
}

/** Who buys where: mostly at home, online where they do, now and then in another town. */
function storeFor(random: Random, { home, online }: DemoPerson): DemoStore {
  if (online && random.chance(0.45)) return webShop;
  return random.chance(0.9) ? home : random.pick(shops);
}

function aPurchase(
  random: Random,
  person: DemoPerson,
  { index, at, amount }: { index: number; at: number; amount: number },
): Happening[] {
  const store = storeFor(random, person);
  const number = `${store.code}-${String(person.number).padStart(5, '0')}-${index + 1}`;
  const paid = whileOpen(at, store);
  const staff = sellerOf(random, store);
  const receipt = aReceipt(random, { number, amount, at: paid }, person, store);
  const bought = catalogue.filter(({ sku }) => receipt.lines.some((line) => line.sku === sku));
  const session = `${number}-V`;
  const visit = random.chance(0.45) ? aVisit(random, store, bought, true) : undefined;
  const back = aReturn(random, receipt, { at: paid, store }, person);
  return [
    ...(visit?.steps ?? []).map(({ after, type, data }) => ({
      id: `${session}-${type}`,
      type,
      data,
      at: paid - visit!.minutes * minute + after,
      store,
      session,
      ...(type === 'advice' ? { staff } : {}),
    })),
    { id: number, type: 'receipt', data: receipt, at: paid, store, staff, ...(visit ? { session } : {}) },
    ...(back ? [{ ...back, id: back.data.number, type: 'return', staff: sellerOf(random, back.store) }] : []),
  ];
}

/** Between two purchases, some look around and leave with nothing. */
function aLook(
  random: Random,
  person: DemoPerson,
  { index, from, to }: { index: number; from: number; to: number },
): Happening[] {
  const store = storeFor(random, person);
  const began = whileOpen(from + random.next() * (to - from), store);
  if (to === from || !random.chance(0.3)) return [];
  const looked = Array.from({ length: random.between(1, 4) }, () => random.pick(person.liked));
  const staff = sellerOf(random, store);
  const session = `${store.code}-${String(person.number).padStart(5, '0')}-${index + 1}-L`;
  return aVisit(random, store, looked, false).steps.map(({ after, type, data }) => ({
    id: `${session}-${type}`,
    type,
    data,
    at: began + after,
    store,
    session,
    ...(type === 'advice' ? { staff } : {}),
  }));
}

const sellerOf = (random: Random, { staff }: DemoStore) =>
  staff.length > 0 ? random.pick(staff).code : undefined;

/** As sources tell it: who somebody is, the first time; afterwards their number is enough. */
function told(happenings: readonly Happening[], person: DemoPerson): MomentInput[] {
  const sources = new Set<string>();
  return happenings.map(({ at, store, staff, session, ...moment }) => {
    const known = person.knownAt(store);
    const customer: CustomerInput = sources.has(store.source) ? { id: known.id } : known;
    sources.add(store.source);
    return {
      ...moment,
      source: store.source,
      time: wallTime(at),
      store: store.code,
      customer,
      ...(staff ? { staff } : {}),
      ...(session ? { session } : {}),
    };
  });
}
