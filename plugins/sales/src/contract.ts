import { defineService, type RawBuilder } from '@chaland/core';

export { isGtin } from './moment-type/gtin.ts';

declare module '@chaland/core' {
  interface MomentTypes {
    receipt: Receipt;
    return: Return;
    'cart.updated': Cart;
    'cart.abandoned': AbandonedCart;
    'receipt.claimed': ReceiptClaimed;
  }
  interface BroughtRecords {
    /** What a source knows of its articles. The latest `time` wins, field by field. */
    products?: ProductInput[];
    /** What lies in a store. The latest `time` wins. */
    stock?: StockInput[];
  }
}

/** What a source knows of an article. What is left out stays as it was told before. */
export interface ProductInput {
  /** The article's number, as lines of receipts have it. */
  sku: string;
  gtin?: string;
  name?: string;
  /** From the whole to the part: `["Women", "Scarves"]`. */
  category?: string[];
  brand?: string;
  /** For one. */
  price?: ProductPrice;
  /** What else the source tells: colour, season, material. */
  attributes?: Record<string, unknown>;
  /** RFC 3339: since when it says so. */
  time: string;
}

export interface ProductPrice {
  /** In minor units of the currency. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  /** True where absent. */
  taxIncluded?: boolean;
}

/** What lies in a store. */
export interface StockInput {
  sku: string;
  /** Code of the store. */
  store: string;
  /** Exact; below zero where the source counts so. */
  quantity: number | string;
  /** RFC 3339: when it was counted. */
  time: string;
}

/**
 * What a till or a web shop sold at once. Amounts are whole minor units of the currency (4590 is 45,90 €); a receipt
 * is in one currency, the one that was charged.
 */
export interface Receipt {
  /** As printed. With the moment's source it names the receipt, in returns for instance. */
  number: string;
  /** ISO 4217. */
  currency: string;
  /** How it was bought: `store`, `web`, `phone`, … */
  channel?: string;
  /** Whether amounts and prices of lines contain their tax; true where absent. */
  taxIncluded?: boolean;
  lines: SoldLine[];
  tenders?: Tender[];
  totals?: Totals;
  /** The source's own code of the seller, where it isn't one of the staff's. */
  seller?: string;
  /** The return that was settled together with this receipt, where goods were exchanged. */
  exchange?: { return: string };
  /** The source's own id of the cart that it was: a cart that was abandoned and bought all the same is recovered. */
  cart?: string;
  /** What else the source tells. */
  attributes?: Record<string, unknown>;
}

/**
 * Goods that came back, or money that was paid back without goods. Quantities and amounts are positive, and count as
 * negative sales.
 */
export interface Return {
  number: string;
  /** ISO 4217. */
  currency: string;
  channel?: string;
  /** Whether amounts and prices of lines contain their tax; true where absent. */
  taxIncluded?: boolean;
  lines: ReturnedLine[];
  /** How the customer was paid back. */
  tenders?: Tender[];
  totals?: Totals;
  seller?: string;
  /** The receipt that was settled together with this return, where goods were exchanged. */
  exchange?: { receipt: string };
  attributes?: Record<string, unknown>;
}

/**
 * What a line is for. `goods` (where absent), `service`, `shipping` and `fee` are revenue. The others are money that was
 * taken and is still owed to somebody, and no revenue: `gift_card` and `credit_note` until they are redeemed, which is a
 * tender; `deposit`, down payments and bottles; `tip`; `donation`, to a charity.
 */
export type SoldKind =
  | 'goods'
  | 'service'
  | 'shipping'
  | 'fee'
  | 'gift_card'
  | 'credit_note'
  | 'deposit'
  | 'tip'
  | 'donation';

/** `allowance`: money back without goods, a gesture of goodwill or a price that was put right. Less revenue. */
export type ReturnedKind = SoldKind | 'allowance';

export interface SaleLine {
  /** Of the line within its receipt. */
  id?: string;
  /**
   * The retailer's own number of the article; one product for the whole deployment. Absent where the source has none,
   * as for an amount that was keyed in: goods, services and fees have a name then.
   */
  sku?: string;
  /** GTIN-8, -12, -13 or -14, with its check digit. */
  gtin?: string;
  name?: string;
  /** From the widest to the narrowest: `['Women', 'Shoes', 'Boots']`. */
  category?: string[];
  brand?: string;
  /** More than zero, exact: `2`, `"0.350"`. */
  quantity: number | string;
  /**
   * For a quantity of 1, before discounts: `"0.415"`. It may have more places than the currency, be `"0"` for what was
   * free, and below zero for a line that takes something off.
   */
  unitPrice: string;
  /** After discounts. quantity × unitPrice − discounts, rounded half-even. */
  amount: number;
  /** Of a gift card, a credit note: what may be seen of its number, at most the last four, `"****1234"`. */
  reference?: string;
  /** Absent where the source doesn't tell discounts; empty where there were none. */
  discounts?: Discount[];
  tax?: Tax;
  attributes?: Record<string, unknown>;
}

export interface SoldLine extends SaleLine {
  kind?: SoldKind;
}

export interface ReturnedLine extends SaleLine {
  kind?: ReturnedKind;
  /** The line that was sold, where the source says which. */
  sold?: SoldReference;
  reason?: string;
}

export interface SoldReference {
  /** The return's own where absent. */
  source?: string;
  /** Number of the receipt. */
  receipt: string;
  /** Id of the line in it. */
  line?: string;
}

export interface Discount {
  amount: number;
  /** Of a coupon or an offer. */
  code?: string;
  label?: string;
}

export interface Tax {
  /** Per cent: `"20"`, `"5.5"`. Where a line bears several taxes, their rates and amounts are added up. */
  rate: string;
  amount: number;
}

export interface Tender {
  /**
   * `cash`, `card`, `cheque`, `transfer`, `wallet`, `account`, `gift_card`, `credit_note`, `voucher`, `deposit` (a down
   * payment that is taken into account), …
   */
  kind: string;
  /** What was kept (or paid back): the change that was given is taken off. */
  amount: number;
  label?: string;
  /** What may be seen of a gift card's, credit note's or bank card's number: at most the last four, `"****1234"`. */
  reference?: string;
}

/** As the source added them up. */
export interface Totals {
  /** Before discounts. */
  gross?: number;
  discount?: number;
  tax?: number;
  /** To pay, or paid back: tax included, discounts and rounding done. */
  total?: number;
  /** Cash rounding, contained in the total; it may be negative. */
  rounding?: number;
}

/**
 * What is in a cart now, however it got there. Every state is a moment of its own; the last one counts. Empty again, it
 * has no lines.
 */
export interface Cart {
  /** The source's own id of the cart; the receipt that comes of it names it as `cart`. */
  cart: string;
  /** ISO 4217. */
  currency: string;
  lines: CartLine[];
  /** What there would be to pay, as the source adds it up. Minor units. */
  value: number;
  /** Of the shop or the cart, for everybody: without query and fragment, where tokens and addresses stand. */
  url?: string;
  channel?: string;
  attributes?: Record<string, unknown>;
}

/** A cart that was left. That it is bought later doesn't change this moment: the receipt names the cart. */
export type AbandonedCart = Cart;

/**
 * Somebody said that a receipt which named nobody is theirs. Its profile, and with it the receipt, is their customer's
 * from then on, unless that is undone; whoever keeps things by customer adds the receipt now.
 */
export interface ReceiptClaimed {
  /** Of the receipt. */
  source: string;
  number: string;
  /** Ids of the receipt's moment and of its profile. */
  moment: string;
  profile: string;
}

export interface CartLine {
  /** Or the name, or both. */
  sku?: string;
  name?: string;
  category?: string[];
  /** More than zero, exact. */
  quantity: number | string;
  /** Of the line, in minor units, where the source tells. */
  amount?: number;
}

/**
 * What a customer bought in one currency, ever. Amounts in minor units, tax included; only what is revenue: a receipt of
 * gift cards, deposits, tips or donations alone is no purchase.
 */
export interface CustomerFacts {
  customerId: string;
  currency: string;
  /** Day in the store, `YYYY-MM-DD`; null where there are only returns. */
  firstSaleDay: string | null;
  firstSaleAt: Date | null;
  lastSaleDay: string | null;
  lastSaleAt: Date | null;
  saleCount: number;
  /** Refunds without goods among them. */
  returnCount: number;
  gross: number;
  refunds: number;
  /** gross − refunds */
  net: number;
}

/** A row of {@link SalesFacts.purchaseSummary}, as it stands in SQL. */
export interface PurchaseSummaryRow {
  customer_id: string;
  first_sale_day: string | null;
  last_sale_day: string | null;
  /** Days from the last sale to the as-of day; null where there are only returns. */
  recency_days: number | null;
  sale_count: number;
  return_count: number;
  gross: number;
  refunds: number;
  net: number;
}

export interface SalesFacts {
  /** Each customer's facts, one for each currency they bought in. */
  factsOf(customerIds: Iterable<string>): Promise<readonly CustomerFacts[]>;
  /**
   * A relation with a {@link PurchaseSummaryRow} for each customer who bought or returned something in the
   * currency until the as-of day, this day included. It names none of its tables to you, so that set-based SQL
   * can stand on it: `select … from ${facts.purchaseSummary({ asOf, currency })} as summary`.
   * @param of.asOf `YYYY-MM-DD`; days are the stores' own
   * @param of.currency ISO 4217
   */
  purchaseSummary(of: { asOf: string; currency: string }): RawBuilder<PurchaseSummaryRow>;
}

export const salesFacts = defineService<SalesFacts>('sales.facts');
