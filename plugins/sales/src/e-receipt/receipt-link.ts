import { createHash } from 'node:crypto';
import type { PluginLinks, SignedToken } from '@chaland/core';

/** What the link to an e-receipt says: ids, and nothing personal. */
export interface ReceiptLink {
  profileId: string;
  id: string;
  /** Whether it was sent to this e-mail address: who opens it there has shown that they read its mails. */
  isFor(email: string): boolean;
}

const use = 'e-receipt';
const idLength = 16;
const referenceLength = 8;

/** @param email where the link is sent; null for one that is shown */
export function signReceiptLink(
  links: PluginLinks,
  { profileId, id }: { profileId: string; id: string },
  { email, days }: { email: string | null; days: number },
): SignedToken {
  const content = [bytesOf(profileId), bytesOf(id), ...(email === null ? [] : [referenceOf(id, email)])];
  return links.sign(use, Buffer.concat(content), days * 86_400);
}

export function openReceiptLink(
  links: PluginLinks,
  token: string,
): (ReceiptLink & { expiresAt: Date }) | 'forged' | 'expired' {
  const opened = links.open(use, token);
  if (typeof opened === 'string') return opened;
  const { content, expiresAt } = opened;
  const id = uuidOf(content.subarray(idLength, 2 * idLength));
  const reference = content.subarray(2 * idLength);
  return {
    profileId: uuidOf(content.subarray(0, idLength)),
    id,
    expiresAt,
    isFor: (email) => reference.length > 0 && reference.equals(referenceOf(id, email)),
  };
}

/** Eight bytes: enough to tell the one address from what its holder types, and too few to find it by trying addresses. */
const referenceOf = (id: string, email: string): Buffer =>
  createHash('sha256').update(`${id}\0${email}`).digest().subarray(0, referenceLength);

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
