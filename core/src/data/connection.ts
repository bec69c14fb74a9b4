export interface QueryOptions {
  /** Prepares the statement under this name, once per connection. Worth it for hot, unvarying SQL. */
  name?: string;
}

/** One database session. Queries run in the order they were sent. */
export interface Connection {
  /**
   * Sends one statement. Not awaiting before the next one pipelines them: a single round trip.
   * Values are numbers, strings, booleans, dates, null, arrays of these, or a Buffer in PostgreSQL's
   * binary format; JSON is passed as text and cast in SQL (`$1::jsonb`).
   */
  query<Row>(text: string, values?: readonly unknown[], options?: QueryOptions): Promise<Row[]>;
  /** Runs several statements, without values. */
  script(text: string): Promise<void>;
}

/** Sessions of this process: open, of these idle, and callers that wait for one. */
export interface Sessions {
  open: number;
  idle: number;
  waiting: number;
}

/** What PostgreSQL and PGlite each provide; `createDatabase` adds the unit of work on top. */
export interface Driver {
  readonly dialect: 'postgres' | 'pglite';
  /** Gives `work` a session of its own until it settles. A session on which `work` failed to end its transaction is discarded. */
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Calls back for every notification on the channel, from any process. Resolves to the way to stop. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  /** How busy the pool is; absent where there is one session for all. */
  sessions?(): Sessions;
  close(): Promise<void>;
}
