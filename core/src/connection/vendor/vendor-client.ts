/** A request to somebody else's API. */
export interface VendorRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON. */
  body?: string | Buffer | object;
  /** Milliseconds for one try, its body included; 30,000 where absent. Of a stream: for each piece. */
  timeout?: number;
  /** Bytes of the answer; 20 MiB where absent. */
  most?: number;
  /** Not sent again after a failure: what it asks for must not happen twice. */
  once?: boolean;
}

export interface VendorAnswer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  text(): string;
  /** @throws VendorFault where it is no JSON: a body that was cut short */
  json(): unknown;
}

/**
 * Speaks HTTP with somebody who is slow, limits requests, and fails at times. It keeps to the connector's rate, waits
 * as `Retry-After` says, tries again with exponential back-off and jitter what may be tried again (429, 5xx, no answer
 * in time, a body that was cut short), and stops asking somebody who keeps failing: the circuit opens.
 */
export interface VendorClient {
  /**
   * @returns any answer that another try wouldn't change, 4xx included
   * @throws VendorFault after the last try, or at once while the circuit is open
   */
  request(url: string, request?: VendorRequest): Promise<VendorAnswer>;
  /**
   * As {@link VendorClient.request}, without reading the body: for files of any size.
   * @throws VendorFault also while it is read
   */
  stream(url: string, request?: VendorRequest): Promise<AsyncIterable<Buffer>>;
}
