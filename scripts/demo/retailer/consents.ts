import type { ConsentInput, MomentInput } from '@chaland/core';
import { type Random, randomOf } from '../draw/random.ts';
import { day, wallTime, whileOpen } from './calendar.ts';
import { offers, receiptsByMail } from './notices.ts';
import { aPerson } from './person.ts';
import { type DemoStore, stores } from './stores.ts';

/** How often people say what, where they have the contact point that is asked about. `docs/demo.md` tells the same. */
export const consentRates = {
  /** Offers by e-mail: at the first receipt of a till, or when the account of the web shop is made. */
  emailAtTill: { granted: 0.46, refused: 0.34 },
  emailOnline: { granted: 0.57, refused: 0.43 },
  /** Offers by SMS, at a till. */
  sms: { granted: 0.28, refused: 0.42 },
  /** Receipts by e-mail, at a till: who doesn't want them is not written down. */
  eReceipt: { granted: 0.35, refused: 0 },
  /** Of those who agreed to offers, later: most in the first months. */
  withdrawn: { email: 0.12, sms: 0.18 },
} as const;

const storeOf = new Map(stores.map((store) => [store.code, store]));

/**
 * What a simulated person said about the use of their data, in the order of time: the same at every call. It is drawn
 * from a stream of its own, and changes nothing in what they bought.
 * @param history theirs, of `historyOf`
 * @param end milliseconds: the beginning of the day after the last one, on the shops' clocks
 */
export function consentsOf(
  seed: number,
  number: number,
  history: readonly MomentInput[],
  end: number,
): ConsentInput[] {
  const random = randomOf(seed, 'consents', number);
  const person = aPerson(seed, number);
  const receipts = history
    .filter(({ type }) => type === 'receipt')
    .map((receipt) => ({ ...receipt, at: clockTime(receipt.time), shop: storeOf.get(receipt.store!)! }));
  /** Their first receipt in a shop that knows such a contact point of theirs. */
  const firstWith = (kind: string, among: (shop: DemoStore) => boolean = () => true) => {
    for (const { at, shop, staff } of receipts) {
      if (!among(shop)) continue;
      const { id, identifiers } = person.knownAt(shop);
      const contactPoint = identifiers?.find((one) => one.kind === kind);
      if (contactPoint) return { at, shop, staff, id, contactPoint: { kind, value: contactPoint.value } };
    }
    return undefined;
  };
  type Asked = NonNullable<ReturnType<typeof firstWith>>;

  /** One thing that they said, at some seconds from the receipt that it was asked with. */
  const said = (
    { shop, staff, id, contactPoint }: Asked,
    about: Pick<ConsentInput, 'purpose' | 'channel'> & { what: string; notice: string },
    one: { state: 'granted' | 'refused' | 'withdrawn'; at: number; method: string },
  ): ConsentInput => ({
    id: `${String(number).padStart(5, '0')}-${about.what}-${one.state === 'withdrawn' ? 'out' : 'in'}`,
    source: shop.source,
    customer: { id },
    state: one.state,
    purpose: about.purpose,
    channel: about.channel!,
    contactPoint,
    time: wallTime(one.at),
    store: shop.code,
    method: one.method,
    evidence: { simulated: true },
    ...(one.state === 'withdrawn' ? {} : { notice: { code: about.notice, language: 'fr' } }),
    ...(staff && one.method === 'till' ? { staff } : {}),
  });

  const email = firstWith('email');
  const phone = firstWith('phone', inShops);
  const mailed = firstWith('email', inShops);
  const { emailAtTill, emailOnline, sms, eReceipt, withdrawn } = consentRates;
  // Each person draws as often, whatever they say: a change of one rate moves nothing else.
  const answers = {
    email: anAnswer(random, email && inShops(email.shop) ? emailAtTill : emailOnline),
    sms: anAnswer(random, sms),
    eReceipt: anAnswer(random, eReceipt),
  };
  const leaves = { email: aLeave(random, withdrawn.email), sms: aLeave(random, withdrawn.sms) };
  const seconds = [random.between(15, 50), random.between(51, 90), random.between(5, 14)] as const;
  const wayIn = (shop: DemoStore) => (inShops(shop) ? 'till' : 'web-form');

  const all: { at: number; consent: ConsentInput }[] = [];
  const add = (asked: Asked, about: Parameters<typeof said>[1], one: Parameters<typeof said>[2]) =>
    all.push({ at: one.at, consent: said(asked, about, one) });
  for (const [asked, what, channel, wayOut, second] of [
    [email, 'email', 'email', 'unsubscribe-page', seconds[0]],
    [phone, 'sms', 'sms', 'sms-stop', seconds[1]],
  ] as const) {
    const state = answers[what];
    if (!asked || !state) continue;
    const about = { what, purpose: 'marketing', channel, notice: offers.code };
    const at = asked.at + second * 1000;
    add(asked, about, { state, at, method: wayIn(asked.shop) });
    const left = leaves[what] === undefined ? end : outAt(asked.at, leaves[what], asked.shop);
    if (state === 'granted' && left < end)
      add(asked, about, { state: 'withdrawn', at: left, method: wayOut });
  }
  if (mailed && answers.eReceipt) {
    const about = {
      what: 'e-receipt',
      purpose: 'e-receipt',
      channel: 'email',
      notice: receiptsByMail.code,
    };
    add(mailed, about, { state: answers.eReceipt, at: mailed.at + seconds[2] * 1000, method: 'till' });
  }
  return all.sort((a, b) => a.at - b.at).map(({ consent }) => consent);
}

const inShops = ({ channel }: DemoStore) => channel === 'store';

/** @returns undefined where they were not asked, or said nothing that is written down */
function anAnswer(
  random: Random,
  { granted, refused }: { granted: number; refused: number },
): 'granted' | 'refused' | undefined {
  const at = random.next();
  if (at < granted) return 'granted';
  return at < granted + refused ? 'refused' : undefined;
}

/** After how many days somebody leaves again; undefined where they stay. */
function aLeave(random: Random, share: number): number | undefined {
  const days = 7 + 360 * random.next() ** 2;
  return random.chance(share) ? days : undefined;
}

const outAt = (from: number, days: number, shop: DemoStore) =>
  whileOpen(from + days * day, { ...shop, channel: 'web' });

/** Of `wallTime`. */
const clockTime = (time: string) => Date.parse(`${time}Z`);
