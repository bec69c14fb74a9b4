import { hash } from 'node:crypto';
import type { Principal } from '../access/principal.ts';
import type { Core } from './core.ts';
import type { Exchange } from './exchange.ts';
import { problem } from './problem.ts';
import type { Answer } from './respond.ts';
import type { Route } from './route.ts';

/** Milliseconds that an answer is kept. */
export const answersKept = 24 * 60 * 60 * 1_000;

const form = /^[\x21-\x7e]{1,255}$/;

interface KeptRow {
  digest: string;
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

/**
 * Keeps what was answered to a POST with an Idempotency-Key, in the transaction of the POST itself: it happened
 * and is answered alike however often it is sent, or it did not happen. A rival with the same key waits for the
 * first to commit. Keys are their sender's own.
 */
export function keepAnswers({ db, clock }: Pick<Core, 'db' | 'clock'>, { method, secret = false }: Route) {
  return {
    /** @returns undefined where the request has no key, or is no POST */
    asked(request: Exchange, principal: Principal) {
      const key = method === 'POST' ? request.raw.headers.get('idempotency-key') : null;
      if (key === null) return undefined;
      if (!form.test(key)) {
        throw problem('CHL_INPUT_INVALID', {
          detail: 'Idempotency-Key takes 1 to 255 visible ASCII characters',
        });
      }
      const { pathname, search } = new URL(request.raw.url);
      const digest = hash('sha256', JSON.stringify([method, pathname, search, request.body]), 'hex');
      const own = [principal.id, hash('sha256', key, 'hex')];

      return {
        /** The answer of the first time; undefined where this is the first time. */
        async claim(): Promise<Answer | undefined> {
          const now = clock.now();
          const claimed = await db.query(
            `insert into chaland.idempotency as kept (principal_id, key, digest, created_at) values ($1, $2, $3, $4)
             on conflict (principal_id, key) do update
               set digest = excluded.digest, created_at = excluded.created_at, status = null, headers = null, body = null
               where kept.created_at < $5
             returning 1`,
            [...own, digest, now, new Date(now.getTime() - answersKept)],
          );
          if (claimed.length > 0) return undefined;
          const [row] = await db.query<KeptRow>(
            'select digest, status, headers, body from chaland.idempotency where principal_id = $1 and key = $2',
            own,
          );
          if (row?.digest !== digest) throw problem('CHL_IDEMPOTENCY_MISMATCH');
          if (secret) throw problem('CHL_IDEMPOTENCY_SECRET');
          return { ...row, headers: { ...row.headers, 'idempotency-replayed': 'true' } };
        },
        async keep({ status, headers, body }: Answer): Promise<void> {
          if (secret) return;
          await db.query(
            `update chaland.idempotency set status = $3, headers = $4::jsonb, body = $5
             where principal_id = $1 and key = $2`,
            [...own, status, JSON.stringify(headers), body],
          );
        },
      };
    },
  };
}
