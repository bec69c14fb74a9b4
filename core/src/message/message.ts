import type { ContactPoint } from '../consent/contact-point.ts';

/** A message that somebody wants to leave. */
export interface MessageRequest {
  /** Unique for the plugin that asks: the same key requests nothing a second time. */
  key: string;
  /** Whom it is for: a customer, or the profile that a handler is at. One of the two. */
  customer?: string;
  profile?: string;
  /** `email`, `sms`… */
  channel: string;
  /** Code of the purpose that it serves; consent is asked for it. */
  purpose: string;
  /** Code of the brand that speaks; the controller itself where absent. */
  brand?: string;
  /** Where to; where absent, what the customer agreed to first, then what is verified, then what is newest. */
  contactPoint?: ContactPoint;
  /** As the channel's `args` say. */
  content: Record<string, unknown>;
  /** Not before then. */
  notBefore?: Date;
  /** Not after then; seven days after it may first leave where absent. */
  expiresAt?: Date;
  /**
   * What brings it about. Nothing is requested for a moment that isn't live (an import, a replay) or is older than
   * `maxAge` seconds: nobody is thanked today for last year's receipt. Nor does it leave once the moment is older.
   */
  moment?: { id: string; live: boolean; time: Date; maxAge: number };
}

/**
 * requested → claimed → sent, failed or unknown; or refused, expired, cancelled. `unknown` was handed over by a process
 * that didn't live to tell the answer: it is never sent again by itself, a person says what became of it.
 */
export const messageStates = [
  'requested',
  'claimed',
  'sent',
  'failed',
  'unknown',
  'refused',
  'expired',
  'cancelled',
] as const;
export type MessageState = (typeof messageStates)[number];

/**
 * Why nothing was requested: there is no such customer or profile (any more), they have nothing that the channel
 * reaches, the contact point isn't theirs now, the moment isn't live, or its time or the message's own is over.
 */
export type RequestRefusal = 'no-customer' | 'no-contact-point' | 'not-held' | 'not-live' | 'too-late';

/** What became of a request. `known`: the key came before, with this message. Of what is refused nothing is kept. */
export type RequestFate =
  | { fate: 'requested' | 'known'; id: string; state: MessageState }
  | { fate: 'refused'; code: RequestRefusal };

export interface Messages {
  /**
   * Requests messages, in the caller's unit of work: they leave if and when that commits, by the one door, where
   * consent, contact hours and pressure are checked right before the hand-over. A handful of statements whatever the
   * number; call it with up to 1,000.
   * @returns the fate of each, in the order given
   * @throws CHL_CHANNEL_UNKNOWN, CHL_PURPOSE_UNKNOWN, CHL_BRAND_UNKNOWN, or CHL_INPUT_INVALID where a content doesn't
   *   fit its channel
   */
  request(inputs: readonly MessageRequest[]): Promise<RequestFate[]>;
  /**
   * Takes back what this plugin requested under these keys, where it wasn't claimed yet.
   * @returns how many were cancelled
   */
  cancel(keys: readonly string[]): Promise<number>;
}
