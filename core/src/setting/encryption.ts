import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { problem } from '../http/problem.ts';

/** A secret at rest. All but the key's id is base64. */
export interface Encrypted {
  /** Tells which key it takes, so that keys can be changed. */
  key: string;
  iv: string;
  tag: string;
  data: string;
}

const algorithm = 'aes-256-gcm';

/** Tells keys apart without telling anything about them. */
export const keyId = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

/**
 * Encrypts with AES-256-GCM under a random IV.
 * @param place authenticated with the text: what was encrypted for one place does not decrypt at another
 */
export function encrypt(key: Buffer, place: string, text: string): Encrypted {
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(place));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    key: keyId(key),
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** @throws CHL_SECRET_UNREADABLE when it was made with another key, for another place, or was changed */
export function decrypt(key: Buffer, place: string, encrypted: Encrypted): string {
  if (encrypted.key !== keyId(key)) {
    throw problem('CHL_SECRET_UNREADABLE', {
      detail: `${place} was encrypted with key ${encrypted.key}, the configured one is ${keyId(key)}`,
    });
  }
  try {
    const decipher = createDecipheriv(algorithm, key, Buffer.from(encrypted.iv, 'base64'), {
      authTagLength: 16,
    })
      .setAAD(Buffer.from(place))
      .setAuthTag(Buffer.from(encrypted.tag, 'base64'));
    return decipher.update(encrypted.data, 'base64', 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw problem('CHL_SECRET_UNREADABLE', {
      detail: `${place} was changed or moved in the database`,
      cause,
    });
  }
}
