declare module '@chaland/core' {
  interface MomentTypes {
    visit: Visit;
    'visit.count': VisitCount;
    'zone.dwell': ZoneDwell;
    scan: Scan;
    fitting: Fitting;
    'product.test': ProductTest;
    advice: Advice;
    'quote.request': QuoteRequest;
    'appointment.booked': AppointmentTime;
    'appointment.changed': AppointmentTime;
    'appointment.cancelled': AppointmentCancelled;
    'appointment.kept': Appointment;
    'appointment.missed': Appointment;
    pickup: Pickup;
  }
}

/** Somebody came in, or to the website. Where and with whom are the moment's own `store` and `staff`. */
export interface Visit {
  /** `store`, `web`, … */
  channel?: string;
  /** How it was noticed: `card`, `app`, `staff`, `appointment`, `counter`, `web`, … */
  noticed?: string;
  /** How many came together, from 1. */
  party?: number;
  /** How long they stayed. */
  minutes?: number;
  /** What else the source tells. */
  attributes?: Record<string, unknown>;
}

/** Something was tried on. */
export interface Fitting {
  articles: FittedArticle[];
  minutes?: number;
  attributes?: Record<string, unknown>;
}

/** A seller helped: in the shop, on the phone, in a chat. */
export interface Advice {
  /** What about: `['Skin care']`. */
  topics?: string[];
  /** What was shown. */
  articles?: ShownArticle[];
  /** How it ended: `bought`, `reserved`, `thinking`, `nothing`, … */
  outcome?: string;
  minutes?: number;
  attributes?: Record<string, unknown>;
}

export interface ShownArticle {
  /** The retailer's own number of the article. */
  sku: string;
  name?: string;
}

export interface FittedArticle extends ShownArticle {
  size?: string;
  /** Whether the customer wants it; absent where nobody tells. */
  kept?: boolean;
}

/**
 * What a counter at a door counted. It is nobody's: it comes without a customer, and with the store. The period begins
 * at the moment's time.
 */
export interface VisitCount {
  entries: number;
  /** Absent where the counter can't tell. */
  exits?: number;
  /** How long the period is, from 1. */
  minutes: number;
  /** Which door or floor. */
  zone?: string;
  attributes?: Record<string, unknown>;
}

/**
 * Somebody stayed in a part of the store, noticed without doing anything for it. Such signals are for a day: after it,
 * and when a person is erased, only zone and duration stay, as nobody's.
 */
export interface ZoneDwell {
  /** As the source calls it: `fitting-rooms`. */
  zone: string;
  seconds: number;
  /** `wifi`, `beacon`, `camera`, `app`, … */
  noticed?: string;
  attributes?: Record<string, unknown>;
}

/** Something was scanned: at a kiosk, on a shelf, with the customer's phone. */
export interface Scan {
  /** What was read: a GTIN, the address in a QR code. */
  code: string;
  /** What it is, where the source knows. */
  article?: ShownArticle;
  /** Where: `kiosk`, `shelf`, `app`, `mirror`, `seller`, … */
  device?: string;
  attributes?: Record<string, unknown>;
}

/** Products were tried: a fragrance, a mattress, a bicycle. */
export interface ProductTest {
  articles: TestedArticle[];
  minutes?: number;
  attributes?: Record<string, unknown>;
}

export interface TestedArticle extends ShownArticle {
  /** Whether the customer wants it; absent where nobody tells. */
  kept?: boolean;
}

/** Somebody asked what it would cost. */
export interface QuoteRequest {
  /** The source's own number of the quote. */
  quote?: string;
  topics?: string[];
  articles?: QuotedArticle[];
  /** What it would come to, in minor units; with its currency. */
  value?: number;
  /** ISO 4217. */
  currency?: string;
  attributes?: Record<string, unknown>;
}

export interface QuotedArticle extends ShownArticle {
  /** More than zero. */
  quantity?: number;
}

/**
 * All that happens to one appointment names it. Each is a moment of its own, so an appointment is what its moments say
 * together: booked, perhaps changed, then kept, missed or cancelled.
 */
export interface Appointment {
  /** The source's own id of the appointment. */
  appointment: string;
  attributes?: Record<string, unknown>;
}

export interface AppointmentTime extends Appointment {
  /** When it begins, RFC 3339 with an offset. */
  start: string;
  /** How long it is meant to take. */
  minutes?: number;
  /** What for: `['Fitting of glasses']`. */
  topics?: string[];
  /** `store`, `video`, `phone`, `home`, … */
  channel?: string;
}

export interface AppointmentCancelled extends Appointment {
  /** `customer`, `store`. */
  by?: 'customer' | 'store';
}

/** What was ordered was collected. */
export interface Pickup {
  /** The source's own number of the order. */
  order?: string;
  articles?: QuotedArticle[];
  /** How long the customer waited. */
  minutes?: number;
  /** `counter`, `locker`, `drive`, … */
  place?: string;
  attributes?: Record<string, unknown>;
}
