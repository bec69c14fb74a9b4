import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link's token says. None of it is personal data: ids, and a keyed reference to the contact point. */
export interface TokenContent {
  /** What the link is good for: a page that shows and changes all, or ending one purpose on one channel. */
  use: 'preferences' | 'unsubscribe';
  /** UUID. */
  profileId: string;
  /** 16 bytes that only the holder of the key can tie to a contact point; zeros where there is none. */
  contact: Buffer;
  expiresAt: Date;
  /** Purpose, channel and brand of an `unsubscribe`. */
  scope: readonly string[];
}

const version = 1;
const uses = ['preferences', 'unsubscribe'] as const;
const macLength = 32;
/** Version, use, profile, contact point, seconds until 1970 in four bytes (good until 2106). */
const headLength = 1 + 1 + 16 + 16 + 4;
const longestScope = 300;

const macOf = (key: Buffer, content: Buffer): Buffer => createHmac('sha256', key).update(content).digest();

/** A token in base64url, about 110 to 150 characters: its content, then the HMAC-SHA-256 of that. */
export function signToken(key: Buffer, { use, profileId, contact, expiresAt, scope }: TokenContent): string {
  const head = Buffer.alloc(headLength);
  head[0] = version;
  head[1] = uses.indexOf(use);
  head.write(profileId.replaceAll('-', ''), 2, 'hex');
  contact.copy(head, 18);
  head.writeUInt32BE(Math.floor(expiresAt.getTime() / 1_000), 34);
  const content = Buffer.concat([head, Buffer.from(scope.join('\0'))]);
  return Buffer.concat([content, macOf(key, content)]).toString('base64url');
}

/** What a token says, or undefined where it was not made with this key, or was changed. */
export function openToken(key: Buffer, token: string): TokenContent | undefined {
  if (!/^[\w-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const scopeLength = bytes.length - headLength - macLength;
  // A text of another spelling may decode to the same bytes: there is one spelling of a token.
  if (scopeLength < 0 || scopeLength > longestScope || bytes.toString('base64url') !== token)
    return undefined;
  const content = bytes.subarray(0, -macLength);
  if (!timingSafeEqual(bytes.subarray(-macLength), macOf(key, content))) return undefined;
  const use = uses[content[1]!];
  if (content[0] !== version || !use) return undefined;
  const hex = content.toString('hex', 2, 18);
  const scope = content.toString('utf8', headLength);
  return {
    use,
    profileId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    contact: content.subarray(18, 34),
    expiresAt: new Date(content.readUInt32BE(34) * 1_000),
    scope: scope === '' ? [] : scope.split('\0'),
  };
}
