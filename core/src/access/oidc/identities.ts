import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { ProvenIdentity } from './providers.ts';

/** Whose account a provider's identity is: by issuer and subject, never by e-mail. */
export function createIdentities({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /**
     * The user, held still until the transaction ends, so that disabling them ends the session that begins here.
     * @returns undefined where nobody is linked, or they are disabled
     */
    async userOf({ issuer, subject }: ProvenIdentity): Promise<{ id: string; name: string } | undefined> {
      const [user] = await db.query<{ id: string; name: string }>(
        `select u.id, u.name from chaland.user_identity i join chaland.user u on u.id = i.user_id
         where i.issuer = $1 and i.subject = $2 and not u.disabled for update of u`,
        [issuer, subject],
      );
      return user;
    },

    /** @throws CHL_CONFLICT where the identity is another user's, or the user has another one there */
    async link(userId: string, provider: string, { issuer, subject }: ProvenIdentity): Promise<void> {
      await db.query(
        `insert into chaland.user_identity (issuer, subject, user_id, provider, created_at)
         values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [issuer, subject, userId, provider, clock.now()],
      );
      const [own] = await db.query(
        'select 1 from chaland.user_identity where issuer = $1 and subject = $2 and user_id = $3',
        [issuer, subject, userId],
      );
      if (own) return;
      throw problem('CHL_CONFLICT', {
        detail: "this account at the provider is another user's, or this user has another one there",
        mend: 'Take the link away where it is, with DELETE /api/session/providers/{provider}.',
      });
    },

    /** @returns false where there was none */
    async unlink(userId: string, provider: string): Promise<boolean> {
      const gone = await db.query(
        'delete from chaland.user_identity where user_id = $1 and provider = $2 returning 1',
        [userId, provider],
      );
      return gone.length > 0;
    },
  };
}

export type Identities = ReturnType<typeof createIdentities>;
