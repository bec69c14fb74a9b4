import { hash, randomBytes } from 'node:crypto';

const form = /^chl_[\w-]{43}$/;

/** A new API key: `chl_` and 32 random bytes in base64url. It is shown once and kept nowhere. */
export const newKeyText = (): string => `chl_${randomBytes(32).toString('base64url')}`;

/** Whether it could be a key at all; what could not never reaches the database. */
export const looksLikeKey = (text: string): boolean => form.test(text);

/** SHA-256 in hex: what is stored, and what caches are keyed by. A key has 256 random bits, so no salt is needed. */
export const hashOfKey = (text: string): string => hash('sha256', text, 'hex');

/** Its first characters, to tell keys apart in a list. */
export const hintOf = (text: string): string => `${text.slice(0, 8)}…`;
