import { hash } from 'node:crypto';

/** A delivery that is to be kept. */
export interface NewDelivery {
  connectionId: string;
  /** The other side's id of it. */
  key: string;
  topic: string;
  body: Buffer;
  headers: Readonly<Record<string, string>>;
  receivedAt: Date;
}

/** Characters of a key or a topic that are kept for people to read. */
const longest = 200;

/**
 * What a delivery is told by when it comes again: 16 bytes of SHA-256, a character each. A connector that gives no key
 * means its content.
 */
export const keyHash = ({ key, topic, body }: Pick<NewDelivery, 'key' | 'topic' | 'body'>): string =>
  (key === ''
    ? hash('sha256', Buffer.concat([Buffer.from(`${topic}\u0000`), body]), 'binary')
    : hash('sha256', key, 'binary')
  ).slice(0, 16);

/** PostgreSQL has no U+0000 in text; one odd delivery must not keep its neighbours from being kept. */
export const storable = (text: string): string => text.replaceAll('\u0000', '').slice(0, longest);

/** Headers as JSON that PostgreSQL takes. */
export const storableHeaders = (headers: Readonly<Record<string, string>>): string =>
  JSON.stringify(headers).replaceAll('\\u0000', '');
