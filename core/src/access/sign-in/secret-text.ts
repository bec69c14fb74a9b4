import { hash, randomBytes } from 'node:crypto';

const form = /^[\w-]{43}$/;

/** 32 random bytes in base64url: a session's cookie, a link's token. Shown once, and kept nowhere. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Whether it could be one at all; what could not never reaches the database. */
export const looksLikeSecret = (text: string): boolean => form.test(text);

/** SHA-256 in hex: what is stored. A secret has 256 random bits, so no salt is needed. */
export const hashOfSecret = (text: string): string => hash('sha256', text, 'hex');
