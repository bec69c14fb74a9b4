import { hmacMatches } from './hmac.ts';

export interface StandardWebhook {
  /** `whsec_` and base64, with or without the prefix. Several while one is being rotated. */
  secrets: string | readonly string[];
  /** Names in lower case; `webhook-…` of Standard Webhooks, or `svix-…`. */
  headers: Readonly<Record<string, string | undefined>>;
  /** As it came. */
  body: Buffer | string;
  now: Date;
  /** Seconds that the timestamp may be off, either way; 300 where absent. */
  tolerance?: number;
}

/**
 * Whether a request is signed as Standard Webhooks 1.0 says (https://www.standardwebhooks.com), Svix's own headers
 * included: one of its `v1` signatures has to match by one of the secrets, and its time has to be about now.
 */
export function standardWebhookMatches({
  secrets,
  headers,
  body,
  now,
  tolerance = 300,
}: StandardWebhook): boolean {
  const prefix = headers['webhook-id'] === undefined ? 'svix' : 'webhook';
  const id = headers[`${prefix}-id`];
  const timestamp = headers[`${prefix}-timestamp`];
  const signatures = headers[`${prefix}-signature`];
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) return false;
  const content = [`${id}.${timestamp}.`, body];
  const keys = (typeof secrets === 'string' ? [secrets] : secrets).map(keyOf);
  return signatures
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => signature.slice('v1,'.length))
    .some((signature) =>
      keys.some((secret) =>
        hmacMatches({ algorithm: 'sha256', secret, content, signature, encoding: 'base64' }),
      ),
    );
}

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
