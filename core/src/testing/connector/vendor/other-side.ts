import type { VendorTrouble } from './fake-vendor.ts';

/** What a connector pulls from in a test: an HTTP API, a folder, an SFTP server. */
export interface OtherSide extends AsyncDisposable {
  /** Where it is. */
  readonly address: string;
  /** What a connection to it is configured with, where an address doesn't say it all. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** What was asked, in order; also what was answered with a fault. */
  readonly calls: readonly unknown[];
  /**
   * Lets something go wrong, the next time that it can there; absent where nothing can.
   * @param after calls that are answered well before it; none where absent
   * @param times calls that it goes wrong for; one where absent
   */
  fail?(trouble: VendorTrouble, options?: { after?: number; times?: number }): void;
  /** Troubles that it was asked for and that haven't come yet. */
  readonly outstanding: number;
  close(): Promise<void>;
}
