import { createHmac, randomBytes } from 'node:crypto';
import type { ConsentDetail } from '../consents.ts';

/** The personal part of a record as it is kept: apart from the ledger, with a salt of its own, until it is erased. */
export interface Personal {
  /** In hex. */
  salt: string;
  /** JSON, byte for byte what the HMAC is of. */
  detail: string;
}

/** The detail with a salt of 256 bits: without it nobody can try out which address the ledger's HMAC is of. */
export const personalOf = (detail: ConsentDetail): Personal => ({
  salt: randomBytes(32).toString('hex'),
  detail: JSON.stringify(detail),
});

/** HMAC-SHA256 in hex: what the ledger keeps of it. */
export const personalHash = ({ salt, detail }: Personal): string =>
  createHmac('sha256', Buffer.from(salt, 'hex')).update(detail).digest('hex');

/** What an erasure's row has in that place: there never was a detail. */
export const nothingPersonal = '00'.repeat(32);
