import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { Caller } from '../../http/route.ts';
import type { CredentialStore } from '../sign-in/credentials.ts';
import type { Links } from '../sign-in/links.ts';
import type { Sessions } from '../sign-in/sessions.ts';
import type { SignInAudit } from '../sign-in/sign-in-audit.ts';
import type { Identities } from './identities.ts';
import type { ProvenIdentity } from './providers.ts';
import type { Way } from './way.ts';

export interface ProviderSignInOptions {
  db: Database;
  credentials: CredentialStore;
  identities: Identities;
  links: Links;
  sessions: Sessions;
  audit: SignInAudit;
}

/** What happens when somebody comes back from a provider, who says who they are. */
export function createProviderSignIn({
  db,
  credentials,
  identities,
  links,
  sessions,
  audit,
}: ProviderSignInOptions) {
  /** @throws CHL_LINK_INVALID, CHL_CONFLICT for what is no invitation of a user who is there */
  async function invited(token: string): Promise<string> {
    const { kind, userId } = await links.look(token);
    if (kind === 'invitation' && userId) return userId;
    throw problem('CHL_CONFLICT', {
      detail: 'this link is for setting a password',
      mend: 'Set the password; a provider can be linked to the account afterwards.',
    });
  }

  async function link(
    userId: string,
    { provider }: Way,
    identity: ProvenIdentity,
    caller: Caller,
    action: string,
  ): Promise<void> {
    const user = await credentials.byId(userId);
    if (!user || !(await credentials.stillHolds(user))) throw problem('CHL_UNAUTHENTICATED');
    await identities.link(userId, provider, identity);
    await audit.did(user, action, caller, { fields: ['providers'], provider });
  }

  return {
    /** Whether an invitation can be accepted through a provider. @throws CHL_LINK_INVALID, CHL_CONFLICT */
    async checkInvitation(token: string): Promise<void> {
      await invited(token);
    },

    /** Signs in who is linked. @returns the session's token. @throws CHL_IDENTITY_UNLINKED */
    signIn: ({ provider }: Way, identity: ProvenIdentity, caller: Caller): Promise<string> =>
      db.transaction(async () => {
        const user = await identities.userOf(identity);
        if (!user) {
          audit.refused(undefined, 'identity', caller);
          throw problem('CHL_IDENTITY_UNLINKED');
        }
        const token = await sessions.begin(user.id);
        await audit.did(user, 'sign-in', caller, { by: provider });
        return token;
      }),

    /** Accepts an invitation and signs in. @returns the session's token. @throws CHL_LINK_INVALID, CHL_CONFLICT */
    accept: (token: string, way: Way, identity: ProvenIdentity, caller: Caller): Promise<string> =>
      db.transaction(async () => {
        const userId = await invited(token);
        await links.take(token);
        await link(userId, way, identity, caller, 'accept');
        return sessions.begin(userId);
      }),

    /** Links the provider to the account of who is signed in. @throws CHL_CONFLICT */
    link: (userId: string, way: Way, identity: ProvenIdentity, caller: Caller): Promise<void> =>
      db.transaction(() => link(userId, way, identity, caller, 'update')),

    /** Takes the link away again. @throws CHL_CONFLICT where nothing else signs them in, CHL_NOT_FOUND */
    unlink: (userId: string, provider: string, caller: Caller): Promise<void> =>
      db.transaction(async () => {
        const user = await credentials.byId(userId);
        if (!user?.password) {
          throw problem('CHL_CONFLICT', {
            detail: 'without the provider this account could not be signed in to',
            mend: 'Ask an administrator for a link to set a password first.',
          });
        }
        if (!(await identities.unlink(userId, provider))) {
          throw problem('CHL_NOT_FOUND', { detail: 'this provider is not linked' });
        }
        await audit.did(user, 'update', caller, { fields: ['providers'], provider });
      }),
  };
}

export type ProviderSignIn = ReturnType<typeof createProviderSignIn>;
