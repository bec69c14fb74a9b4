import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { grantsToJudge } from '../grant-store.ts';
import { type Grant, principalOf } from '../grants.ts';
import type { KnownKey } from '../key-cache.ts';
import { hashOfSecret, newSecret } from './secret-text.ts';

/** Seconds that a session lives after it was last used, and at most. */
export const idleSeconds = 12 * 60 * 60;
export const absoluteSeconds = 14 * 24 * 60 * 60;

/** The one read that verifies a session. Both expiries are compared here, with the clock's time. */
const read = `
  select u.id, u.name, least(s.expires_at, s.seen_at + $3 * interval '1 second') as expires_at,
    ${grantsToJudge} as grants
  from chaland.user_session s
  join chaland.user u on u.id = s.user_id and not u.disabled
  left join chaland.user_grant g on g.user_id = u.id
  left join chaland.role r on r.id = g.role_id
  where s.hash = decode($1, 'hex') and s.expires_at > $2 and s.seen_at > $2::timestamptz - $3 * interval '1 second'
  group by s.hash, u.id`;

/** Sessions in the database. */
export function createSessions({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /** As the cache of keys wants it: its id is the session's hash. */
    async read(hash: string): Promise<KnownKey | undefined> {
      const [row] = await db.query<{ id: string; name: string; expires_at: Date; grants: Grant[] }>(
        read,
        [hash, clock.now(), idleSeconds],
        { name: 'user-session' },
      );
      if (!row) return undefined;
      const { id, name, grants } = row;
      return {
        id: hash,
        principal: principalOf({ kind: 'user', id, name }, grants),
        expiresAt: row.expires_at,
      };
    },

    /**
     * Begins a session.
     * @returns its token, for the cookie: the only time that it is seen
     */
    async begin(user: string): Promise<string> {
      const token = newSecret();
      const now = clock.now();
      await db.query(
        `insert into chaland.user_session (hash, user_id, created_at, seen_at, expires_at)
         values (decode($1, 'hex'), $2, $3, $3, $3::timestamptz + $4 * interval '1 second')`,
        [hashOfSecret(token), user, now, absoluteSeconds],
      );
      await db.query('update chaland.user set signed_in_at = $2 where id = $1', [user, now]);
      return token;
    },

    /** @returns whose it was, where there was one */
    async end(token: string): Promise<string | undefined> {
      const [row] = await db.query<{ user_id: string }>(
        `delete from chaland.user_session where hash = decode($1, 'hex') returning user_id`,
        [hashOfSecret(token)],
      );
      return row?.user_id;
    },

    /** Ends all of a user's sessions, but the one in hand where it is given. */
    async endAll(user: string, exceptToken?: string): Promise<void> {
      await db.query(
        `delete from chaland.user_session where user_id = $1 and hash is distinct from decode($2, 'hex')`,
        [user, exceptToken ? hashOfSecret(exceptToken) : null],
      );
    },

    /** Notes when sessions were last used, in a group. Never backwards. */
    async used(uses: ReadonlyMap<string, Date>): Promise<void> {
      await db.query(
        `update chaland.user_session s set seen_at = u.at
         from unnest($1::text[], $2::timestamptz[]) u (hash, at)
         where s.hash = decode(u.hash, 'hex') and s.seen_at < u.at`,
        [[...uses.keys()], [...uses.values()].map((at) => at.toISOString())],
      );
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
