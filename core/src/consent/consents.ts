import type { CustomerInput } from '../moment/moment.ts';
import type { ContactPoint } from './contact-point.ts';
import type { Notices } from './notices.ts';
import type { Purposes } from './purposes.ts';

/** What a person said. `soft_opt_in` stands for a sale under its conditions; an expired grant is one no more. */
export const consentStates = ['granted', 'refused', 'withdrawn', 'expired', 'soft_opt_in'] as const;
export type ConsentState = (typeof consentStates)[number];

/** What a consent is about. What is left out is meant wholly: all brands, any channel, any contact point. */
export interface ConsentScope {
  purpose: string;
  /** Code of a brand; null or absent: the controller, with all its brands. */
  brand?: string | null;
  /** `email`, `sms`, `post`… */
  channel?: string | null;
  /** As the source spells it: it is brought to its canonical form. */
  contactPoint?: ContactPoint | null;
}

/** Something a person said about their data, as a source tells it. `(source, id)` is the idempotency key. */
export interface ConsentInput extends ConsentScope {
  /** Of the source's own. */
  id: string;
  source: string;
  /**
   * Who, as in a moment: the source's own view of them. The contact point counts as one of their identifiers, and is
   * enough by itself.
   */
  customer?: Pick<CustomerInput, 'id' | 'identifiers'>;
  /** Or somebody known: the profile of theirs that answers for the contact point says it, else their first one. */
  customerId?: string;
  /** Or one profile. */
  profileId?: string;
  state: ConsentState;
  /** RFC 3339: when they said it; now where absent. One that lies ahead counts from now. */
  time?: string;
  /** RFC 3339: a grant ends then. */
  expiresAt?: string;
  /** What they had been told: code of a notice, its version (the newest where absent), and the language they read. */
  notice?: { code: string; version?: number; language: string };
  /** How it was said: `web-form`, `paper`, `till`, `phone`, `preference-centre`, `one-click`… */
  method?: string;
  /** Code of a store. */
  store?: string;
  /** Code of a member of staff. */
  staff?: string;
  /** What a soft opt-in rests on; each must be told. The sale itself is looked up. */
  softOptIn?: SoftOptIn;
  /** What else proves it: an address, a form's field, a reference. Personal, and erased with the rest. */
  evidence?: Record<string, unknown>;
}

export interface SoftOptIn {
  /** What will be offered is similar to what was bought. */
  similarProducts?: boolean;
  /** The company that sold is the one that will write. */
  sameCompany?: boolean;
  /** They were told, when the contact point was collected, what it would be used for. */
  told?: boolean;
  /** They could refuse, free of charge, when it was collected. */
  couldRefuse?: boolean;
}

/** What became of one input. */
export type ConsentFate =
  | { fate: 'recorded' | 'duplicate'; id: string; source: string; consent: string; profile: string }
  | { fate: 'conflict' | 'rejected'; id?: string; source?: string; problem: Record<string, unknown> };

/** May somebody be reached? Asked inside a transaction, after `lockScope`, it holds until that commits. */
export interface ConsentQuestion {
  /** Or the profiles of one customer. */
  customerId: string;
  purpose: string;
  /** Code of the brand that asks; the controller where absent. */
  brand?: string | null;
  channel?: string | null;
  /** In canonical form. Without one, only what needs none is answered: profiling, say. */
  contactPoint?: ContactPoint | null;
}

/** Why it is so, for programs; `consentReasons` has the words. */
export type ConsentReason =
  | 'granted'
  | 'soft_opt_in'
  /** The purpose rests on a contract or the law. */
  | 'not_needed'
  /** The purpose rests on a legitimate interest, and nobody objected. */
  | 'no_objection'
  | 'no_record'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  /** Withdrawn for this contact point, by whoever held it then. */
  | 'contact_point_withdrawn'
  /** It answers for somebody else now, or for nobody. */
  | 'contact_point_not_held'
  /** It was given for another purpose alone, such as receipts. */
  | 'contact_point_isolated'
  | 'purpose_unknown'
  | 'customer_unknown';

export interface ConsentAnswer {
  allowed: boolean;
  /** What stands for it, expiry counted in; null where nothing was recorded. */
  state: ConsentState | null;
  code: ConsentReason;
  /** The record that decided. */
  recordId?: string;
}

/** A record of the ledger with its detail, as people look at it. */
export interface ConsentRecord {
  id: string;
  profileId: string;
  n: number;
  state: ConsentState | 'erased';
  purpose: string | null;
  /** Code. */
  brand: string | null;
  channel: string | null;
  contactPoint: ContactPoint | null;
  notice: { code: string; version: number; language: string | null; sha256: string } | null;
  time: Date;
  recordedAt: Date;
  expiresAt: Date | null;
  /** Null once it was erased. */
  detail: ConsentDetail | null;
}

/** The personal part of a record. */
export interface ConsentDetail {
  contactPoint?: ContactPoint;
  source: string;
  id: string;
  method?: string;
  /** Ids. */
  storeId?: string;
  staffId?: string;
  /** As told, where it lay ahead of the clock. */
  toldTime?: string;
  softOptIn?: SoftOptIn & { saleMoment: string };
  evidence?: Record<string, unknown>;
}

export interface Consents {
  /** What data is used for. */
  readonly purposes: Pick<Purposes, 'all' | 'byCode'>;
  /** What people are told before they agree. */
  readonly notices: Pick<Notices, 'byCodes'>;
  /**
   * Records what people said, each once by `(source, id)`, in one transaction of a handful of statements, and says what
   * became of each, in the order given. Inside a unit of work it is part of it. Up to 1,000.
   */
  record(items: readonly unknown[]): Promise<ConsentFate[]>;
  /** One answer for each question, in order. */
  check(questions: readonly ConsentQuestion[]): Promise<ConsentAnswer[]>;
  /** The records of a customer's profiles, the latest first; those that stand have `current`. */
  ofCustomer(customerId: string): Promise<(ConsentRecord & { current: boolean })[]>;
  byId(id: string): Promise<ConsentRecord | undefined>;
}
