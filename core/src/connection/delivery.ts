/** One thing that the other side sent, as it came. */
export interface Delivery {
  /** The vendor's own id of it: with the connection, it is kept once. */
  key: string;
  /** What it is about, in the vendor's words: `orders/paid`. */
  topic: string;
  body: Buffer;
  /** Of the request's headers, those that the connector kept. Names in lower case. */
  headers: Readonly<Record<string, string>>;
  receivedAt: Date;
}

/** What a connector makes of a request. */
export type Received =
  /** Verified: kept before the answer (200 and an empty body where there is none). */
  | { deliveries: readonly ReceivedDelivery[]; answer?: HookAnswer }
  /** Not from who it says it is: 401, and no trace but a count. The reason is for the log, and holds nothing of it. */
  | { refused: string }
  /** Nothing to keep: a vendor that tries the address, or asks it to echo a challenge. */
  | { answer: HookAnswer };

export interface ReceivedDelivery {
  /** The vendor's id. For a vendor that has none, `''`: the content is the key. */
  key: string;
  topic: string;
  /** The request's where absent. */
  body?: Buffer;
  /** Those that mapping needs; never signatures or tokens. */
  headers?: Readonly<Record<string, string>>;
}

export interface HookAnswer {
  status: number;
  body?: string;
  headers?: Readonly<Record<string, string>>;
}

/**
 * `queued` until it is mapped; `done`; `ignored` where the connector has no use for it, with the reason; `quarantined`
 * where it can't be mapped or something of it was refused, with the problem; `discarded` by somebody.
 */
export const deliveryStates = ['queued', 'done', 'ignored', 'quarantined', 'discarded'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
