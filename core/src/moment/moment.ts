import type { MomentTypeRegistry } from './registry.ts';

/** A moment as sources send it. `(source, id)` is the idempotency key. */
export interface MomentInput {
  id: string;
  /** Who tells it: a URI reference, e.g. `pos-paris`. */
  source: string;
  type: string;
  /** Of the type; the newest where absent. */
  version?: number;
  /** RFC 3339. Without an offset it is the store's local time, or the deployment's. */
  time: string;
  customer?: CustomerInput;
  /** Code of a store. */
  store?: string;
  /** Code of a member of staff. */
  staff?: string;
  session?: string;
  data: unknown;
}

export interface CustomerInput {
  /** The source's own number for the person. */
  id?: string;
  identifiers?: IdentifierInput[];
  attributes?: Record<string, unknown>;
}

export interface IdentifierInput {
  kind: string;
  value: string;
  /** The source checked that it is theirs. */
  verified?: boolean;
}

/** What became of one moment. */
export type Fate =
  | {
      fate: 'recorded' | 'duplicate';
      id: string;
      source: string;
      moment: string;
      profile?: string;
      customer?: string;
    }
  | { fate: 'conflict' | 'rejected'; id?: string; source?: string; problem: Record<string, unknown> };

/** A moment as it stands on the stream. */
export interface Moment<Data = unknown> {
  /** UUIDv7. */
  id: string;
  profileId: string;
  type: string;
  version: number;
  time: Date;
  source: string;
  /** The source's own id. */
  key: string;
  storeId: string | null;
  staffId: string | null;
  session: string | null;
  /** False for imports and backfills, and in a replay. */
  live: boolean;
  recordedAt: Date;
  data: Data;
}

export interface Ingest {
  /**
   * Records moments, each once by `(source, id)`, and says what became of each, in the order given.
   * A handful of statements whatever the number, in one transaction; call it with up to 1,000.
   * Inside a unit of work it is part of it.
   * @param options.live false for imports and backfills: nobody is thanked today for last year's receipt
   */
  record(items: readonly unknown[], options?: { live?: boolean }): Promise<Fate[]>;
  /**
   * Records one moment, in a transaction shared with the others that are asked for at the same time.
   * For what arrives one by one, such as HTTP requests.
   */
  recordOne(item: unknown, options?: { live?: boolean }): Promise<Fate>;
  /** The moment types of core and the enabled plugins. */
  readonly types: MomentTypeRegistry;
}
