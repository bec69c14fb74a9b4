import { type Context, limitTries } from '@chaland/core';
import type { FoundSale } from './found-sale.ts';

type Parts = Pick<Context, 'db' | 'clock'>;

/**
 * Counts a claim before it is read: whoever has a link can't try one phone number after the other, to see who is known.
 * Coarser by address, since a whole shop may stand behind one.
 * @throws CHL_RATE_LIMITED
 */
export const limitClaims = (parts: Parts, { id }: FoundSale, address: string | undefined): Promise<void> =>
  limitTries(parts, [
    { what: `sales claim of ${id}`, free: 10, longest: 15 * 60 },
    { what: 'sales claims', address: address ?? '', free: 60, longest: 15 * 60 },
  ]);

/**
 * Counts an e-mail that is sent: neither does one receipt go to many addresses, nor one address get many receipts.
 * @param email canonical
 * @throws CHL_RATE_LIMITED
 */
export const limitEmails = (parts: Parts, { id }: FoundSale, email: string): Promise<void> =>
  limitTries(parts, [
    { what: `sales e-mail of ${id}`, free: 5, longest: 60 * 60 },
    { what: `sales e-mail to ${email}`, free: 20, longest: 60 * 60 },
  ]);
