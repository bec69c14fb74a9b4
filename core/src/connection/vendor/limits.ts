import { type Bucket, createBucket } from './bucket.ts';
import { type Circuit, createCircuit } from './circuit.ts';

/** What is remembered of one connection's other side between requests: how fast it may be asked, and whether at all. */
export interface VendorLimits {
  bucket: Bucket;
  circuit: Circuit;
}

export const createVendorLimits = (
  rate: { requests: number; per: number } | undefined,
  now: () => number = Date.now,
): VendorLimits => ({ bucket: createBucket(rate, now), circuit: createCircuit(now) });
