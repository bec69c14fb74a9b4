import { sharedAcrossCopies } from '../../error-kind.ts';
import type { VendorAnswer } from './vendor-client.ts';

/**
 * The other side didn't do its part: it doesn't answer, answers with a failure, or cut its answer short. A connector
 * throws it too for an answer that it can't go on with; a status of 401 or 403 says that the credentials are refused,
 * and nobody asks again before long.
 * @example throw new VendorFault('the shop has no such location', { status: 404 })
 */
export class VendorFault extends Error {
  static {
    sharedAcrossCopies(VendorFault, 'chaland.vendor-fault');
  }

  override readonly name = 'VendorFault';
  /** Of the answer, where there was one. */
  readonly status: number | undefined;
  /** When it asks to be asked again. */
  readonly retryAt: Date | undefined;

  /** @param what in English, without secrets and personal data: it is shown and logged */
  constructor(
    what: string,
    { status, retryAt, cause }: { status?: number; retryAt?: Date; cause?: unknown } = {},
  ) {
    super(what, { cause });
    this.status = status;
    this.retryAt = retryAt;
  }
}

/**
 * The answer, where it is a good one (2xx).
 * @param what was asked for, in English: "the orders"
 * @throws VendorFault for any other
 */
export function good(answer: VendorAnswer, what: string): VendorAnswer {
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  throw new VendorFault(`asked for ${what}, the other side answered ${status}`, { status });
}
