/** `__Host-`: a browser takes it only over TLS (or on this machine), for this host alone, and for all of it. */
export const sessionCookieName = '__Host-chaland';
const held = /(?:^|;\s*)__Host-chaland=([\w-]{43})(?:;|$)/;
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';

/** The session's token in a Cookie header. */
export const sessionTokenIn = (cookie: string): string | undefined => held.exec(cookie)?.[1];

/** @param seconds how long the browser keeps it */
export const sessionCookie = (token: string, seconds: number): string =>
  `${sessionCookieName}=${token}; Max-Age=${seconds}; ${attributes}`;

export const noSessionCookie = `${sessionCookieName}=; Max-Age=0; ${attributes}`;
