import { Type } from 'typebox';
import { exactly } from '../../http/validate.ts';

/**
 * What a browser takes along on its way to a provider and back, in a cookie that scripts can not read: only the
 * browser that went may come back, and nothing is kept here that a flood of log-ins could fill.
 */
export interface Way {
  provider: string;
  state: string;
  nonce: string;
  /** Of PKCE. */
  verifier: string;
  /** Where to go in the panel afterwards. */
  to: string;
  /** The invitation that the way is to accept. */
  token?: string;
  /** The user who links the provider to their account. */
  userId?: string;
}

const text = Type.String({ minLength: 1, maxLength: 500 });
const WaySchema = Type.Object({
  provider: text,
  state: text,
  nonce: text,
  verifier: text,
  to: text,
  token: Type.Optional(text),
  userId: Type.Optional(text),
});
const fits = exactly(WaySchema);

const name = '__Host-chaland-way';
const held = /(?:^|;\s*)__Host-chaland-way=([\w-]{1,3000})(?:;|$)/;
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
/** Seconds for signing in at the provider. */
const lifetime = 10 * 60;

export const wayCookie = (way: Way): string =>
  `${name}=${Buffer.from(JSON.stringify(way)).toString('base64url')}; Max-Age=${lifetime}; ${attributes}`;

export const noWayCookie = `${name}=; Max-Age=0; ${attributes}`;

/** The way that a Cookie header tells of; undefined for none, and for what is none. */
export function wayIn(cookie: string): Way | undefined {
  const [, value] = held.exec(cookie) ?? [];
  if (!value) return undefined;
  try {
    const way: unknown = JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
    return fits(way) === undefined ? (way as Way) : undefined;
  } catch {
    return undefined;
  }
}
