import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import { hashOfSecret, looksLikeSecret, newSecret } from './secret-text.ts';

/** An invitation, or a way to set a new password: what its link is for, told to whoever has it. */
export interface Link {
  kind: 'invitation' | 'reset';
  /** Null for the first administrator, who is made by using it. */
  userId: string | null;
  /** Null for the first administrator, who brings their own. */
  email: string | null;
  name: string | null;
}

/** A link as it is made: its token is in the result and nowhere else. */
export interface MadeLink {
  kind: Link['kind'];
  token: string;
  expiresAt: Date;
}

const day = 24 * 60 * 60 * 1_000;
/** Milliseconds that a link is good for. A reset is handed over at once, an invitation may lie over a holiday. */
const lifetimes: Record<Link['kind'], number> = { invitation: 7 * day, reset: day };

/**
 * The first administrator's link is in whatever kept the output of the first start: it ends once somebody can sign in.
 */
const isStillNeeded =
  '(l.user_id is not null or not exists (select 1 from chaland.user a where a.password is not null))';

/** Where a link leads. In the fragment, so that its token is in no log and no Referer. */
export const linkTo = (origin: string, token: string): string => `${origin}/admin/welcome#${token}`;

/** Links by single-use tokens. */
export function createLinks({ db, clock }: { db: Database; clock: Clock }) {
  const gone = () => problem('CHL_LINK_INVALID');
  const hashOf = (token: string): string => {
    if (!looksLikeSecret(token)) throw gone();
    return hashOfSecret(token);
  };

  return {
    /** Makes a link; one that the user had before is good no more. */
    async make(kind: Link['kind'], userId: string | null): Promise<MadeLink> {
      const token = newSecret();
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + lifetimes[kind]);
      await db.query(
        `insert into chaland.user_link (hash, kind, user_id, created_at, expires_at)
         values (decode($1, 'hex'), $2, $3, $4, $5)
         on conflict (user_id) do update
           set hash = excluded.hash, kind = excluded.kind, created_at = excluded.created_at, expires_at = excluded.expires_at`,
        [hashOfSecret(token), kind, userId, now, expiresAt],
      );
      return { kind, token, expiresAt };
    },

    /** What a link is for. @throws CHL_LINK_INVALID */
    async look(token: string): Promise<Link> {
      const [link] = await db.query<Link>(
        `select l.kind, l.user_id as "userId", u.email, u.name
         from chaland.user_link l left join chaland.user u on u.id = l.user_id
         where l.hash = decode($1, 'hex') and l.expires_at > $2 and u.disabled is not true and ${isStillNeeded}`,
        [hashOf(token), clock.now()],
      );
      if (!link) throw gone();
      return link;
    },

    /** Uses a link up: of two who do it at once, one succeeds. @throws CHL_LINK_INVALID */
    async take(token: string): Promise<void> {
      const taken = await db.query(
        `delete from chaland.user_link l where hash = decode($1, 'hex') and expires_at > $2 and ${isStillNeeded} returning 1`,
        [hashOf(token), clock.now()],
      );
      if (taken.length === 0) throw gone();
    },

    /** Whether the first administrator's invitation is open. */
    async isFirstOpen(): Promise<boolean> {
      const open = await db.query(
        'select 1 from chaland.user_link where user_id is null and expires_at > $1',
        [clock.now()],
      );
      return open.length > 0;
    },

    /** Ends a user's open link. */
    async end(userId: string): Promise<void> {
      await db.query('delete from chaland.user_link where user_id = $1', [userId]);
    },
  };
}

export type Links = ReturnType<typeof createLinks>;
