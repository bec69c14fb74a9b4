import { createHash } from 'node:crypto';
import type { ConsentState } from '../consents.ts';

/** One row of the ledger: ids, scope, state and times, and nothing that tells who. */
export interface LedgerRow {
  profileId: string;
  /** Place in the profile's chain, from 1. */
  n: number;
  id: string;
  state: ConsentState | 'erased';
  /** Null only for an erasure. */
  purpose: string | null;
  brandId: string | null;
  channel: string | null;
  contactKind: string | null;
  noticeId: string | null;
  language: string | null;
  /** SHA-256 of the wording, in hex as all bytes here. */
  noticeHash: string | null;
  occurredAt: Date;
  recordedAt: Date;
  expiresAt: Date | null;
  /** HMAC of the detail. */
  personal: string;
}

/** Where a chain begins: what the first row takes for the hash of the one before. */
export const chainStart = '00'.repeat(32);

/** Part of what is hashed, raised when rows are hashed differently. */
const format = 'chaland consent 1';

/**
 * SHA-256 over a row and the hash of the row before it, in hex. Any change of a row changes its own hash and all
 * later ones of its profile.
 */
export const rowHash = (row: LedgerRow, previous: string): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        format,
        previous,
        row.profileId,
        row.n,
        row.id,
        row.state,
        row.purpose,
        row.brandId,
        row.channel,
        row.contactKind,
        row.noticeId,
        row.language,
        row.noticeHash,
        row.occurredAt.toISOString(),
        row.recordedAt.toISOString(),
        row.expiresAt?.toISOString() ?? null,
        row.personal,
      ]),
    )
    .digest('hex');
