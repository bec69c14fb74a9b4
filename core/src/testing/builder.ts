import type { CustomerInput, MomentInput } from '../moment/moment.ts';
import { moneyText } from '../money/index.ts';
import { testStart } from './test-clock.ts';

let made = 0;
/** Different at every call, the same in every run. */
const next = () => ++made;

/** Somebody a source knows by number, e-mail and card: nobody real. */
export function aCustomer(overrides: Partial<CustomerInput> = {}): CustomerInput {
  const n = next();
  return {
    id: `c-${n}`,
    identifiers: [
      { kind: 'email', value: `customer-${n}@example.com`, verified: true },
      { kind: 'loyalty_card', value: `29${String(n).padStart(11, '0')}` },
    ],
    attributes: { firstName: 'Camille', lastName: `Client ${n}` },
    ...overrides,
  };
}

/** A moment of any type, just now by the kit's clock. */
export function aMoment(overrides: Partial<MomentInput> & Pick<MomentInput, 'type' | 'data'>): MomentInput {
  return { id: `m-${next()}`, source: 'till', time: testStart.toISOString(), ...overrides };
}

export interface ReceiptLine {
  sku?: string;
  name?: string;
  category?: string[];
  quantity?: number;
  /** Minor units for one; the line's amount is this times the quantity. */
  price?: number;
}

/** What a receipt's builder takes: the moment's own fields, and of the data what a test cares about. */
export interface ReceiptOverrides extends Partial<Omit<MomentInput, 'data'>> {
  lines?: readonly ReceiptLine[];
  currency?: string;
  /** Goes over the built data. */
  data?: Record<string, unknown>;
}

/**
 * A receipt as the sales plugin's moment type `receipt` describes it, of one customer, with one line of 49.90.
 * @example aReceipt({ customer: marie, lines: [{ sku: 'scarf', price: 4590, quantity: 2 }] })
 */
export function aReceipt({
  lines = [{}],
  currency = 'EUR',
  data = {},
  ...overrides
}: ReceiptOverrides = {}): MomentInput {
  const number = `r-${next()}`;
  const built = lines.map((line, index) => aLine(line, index, currency));
  const total = built.reduce((sum, { amount }) => sum + amount, 0);
  return aMoment({
    id: number,
    type: 'receipt',
    customer: aCustomer(),
    ...overrides,
    data: { number, currency, lines: built, tenders: [{ kind: 'card', amount: total }], ...data },
  });
}

function aLine(
  { sku = 'sku-1', name = 'Scarf', category = ['Accessories'], quantity = 1, price = 4990 }: ReceiptLine,
  index: number,
  currency: string,
) {
  return {
    id: String(index + 1),
    sku,
    name,
    category,
    quantity,
    unitPrice: moneyText(price, currency),
    amount: price * quantity,
  };
}
