declare module '@chaland/core' {
  interface MomentTypes {
    visit: Visit;
    fitting: Fitting;
    advice: Advice;
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
