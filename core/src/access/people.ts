import type { Clock } from '../clock.ts';
import type { OidcProvider } from '../config.ts';
import type { Database } from '../data/database.ts';
import { problem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';
import type { Log } from '../log.ts';
import type { SecretKey } from '../setting/secret-key.ts';
import type { AuditTrail } from './audit-trail.ts';
import { createKeyCache } from './key-cache.ts';
import { createKeyUse } from './key-use.ts';
import { createIdentities } from './oidc/identities.ts';
import { createProviderSignIn } from './oidc/provider-sign-in.ts';
import { createProviders } from './oidc/providers.ts';
import type { Principal } from './principal.ts';
import { createAttempts } from './sign-in/attempts.ts';
import { createCredentials } from './sign-in/credentials.ts';
import { createFirstInvitation } from './sign-in/first-invitation.ts';
import { createLinks, type MadeLink } from './sign-in/links.ts';
import { createPasswords } from './sign-in/password-hash.ts';
import { checkPassword } from './sign-in/password-rules.ts';
import { createSecondFactor } from './sign-in/second-factor.ts';
import { createSessions } from './sign-in/sessions.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { createSignInAudit } from './sign-in/sign-in-audit.ts';
import { createUseLink } from './sign-in/use-link.ts';
import type { NewUser, User, UserChange } from './user/user.ts';
import { createUsers } from './user/users.ts';

export interface PeopleOptions {
  db: Database;
  clock: Clock;
  log: Log;
  key: SecretKey;
  audit: AuditTrail;
  /** Providers of OpenID Connect. */
  oidc: readonly OidcProvider[];
}

/** Users and all that signs them in. */
export function createPeople({ db, clock, log, key, audit, oidc }: PeopleOptions) {
  const users = createUsers({ db, clock });
  const sessions = createSessions({ db, clock });
  const links = createLinks({ db, clock });
  const credentials = createCredentials(db);
  const passwords = createPasswords();
  const attempt = createAttempts({ db, clock });
  const secondFactor = createSecondFactor({ db, clock, key, attempt });
  const signInAudit = createSignInAudit(audit);
  const cache = createKeyCache(clock, sessions.read);
  // A session lives on while it is used; written once a minute at most.
  const use = createKeyUse({ clock, log, write: sessions.used, every: 60_000 });
  const changed = () => db.afterCommit(cache.clear);
  const identities = createIdentities({ db, clock });
  const parts = { db, users, sessions, links, credentials, passwords, attempt, secondFactor, changed };

  return {
    users,
    links,
    secondFactor,
    signInAudit,
    signIn: createSignIn({ ...parts, audit: signInAudit }),
    useLink: createUseLink({ ...parts, audit: signInAudit }),

    providers: createProviders(oidc, log),
    providerSignIn: createProviderSignIn({ ...parts, identities, audit: signInAudit }),

    /** Who holds this session, at once where it was read in the last seconds. */
    sessionPrincipal(token: string): Principal | undefined | Promise<Principal | undefined> {
      const found = cache.find(token);
      const used = (session: Awaited<typeof found>): Principal | undefined => {
        if (session) use.note(session.id);
        return session?.principal;
      };
      return found instanceof Promise ? found.then(used) : used(found);
    },

    /**
     * Makes a user who can sign in at once, without an invitation: for a demonstration, for tests.
     * @throws CHL_PASSWORD_WEAK, CHL_CONFLICT where the address is taken, CHL_INPUT_INVALID
     */
    async addUser({ password, ...user }: NewUser & { password: string }): Promise<User> {
      checkPassword(password, [user.email, user.name]);
      const hashed = await passwords.hash(password);
      return db.transaction(async () => {
        const { id } = await users.create(user);
        await credentials.setPassword(id, hashed);
        return users.get(id);
      });
    },

    /** Begins a session for somebody who has proven who they are elsewhere. @returns its token */
    beginSession: (userId: string): Promise<string> => sessions.begin(userId),

    /**
     * Changes a user. Where they are disabled, their sessions and their link end.
     * @returns undefined where the version is another one. @throws CHL_CONFLICT
     */
    changeUser: (id: string, version: number, change: UserChange): Promise<User | undefined> =>
      db.transaction(async () => {
        const user = await users.change(id, version, change);
        if (user && change.disabled) {
          await sessions.endAll(id);
          await links.end(id);
        }
        changed();
        return user;
      }),

    /** @returns false where the version is another one. @throws CHL_CONFLICT for the last administrator */
    async removeUser(id: string, version: number): Promise<boolean> {
      const removed = await users.remove(id, version);
      changed();
      return removed;
    },

    /**
     * A link for a user: to set a new password, or once more the invitation where they have not come yet.
     * @throws CHL_CONFLICT where they are disabled
     */
    async linkFor(id: string): Promise<MadeLink> {
      const { state } = await users.get(id);
      if (state === 'disabled') {
        throw problem('CHL_CONFLICT', {
          detail: 'this user is disabled',
          mend: 'Enable the user first, by { "disabled": false }.',
        });
      }
      return links.make(state === 'invited' ? 'invitation' : 'reset', id);
    },

    /** What somebody says of themselves: their name, their language. */
    describeSelf: (
      { id, name }: Pick<Principal, 'id' | 'name'>,
      change: Pick<UserChange, 'name' | 'language'>,
      caller: Caller,
    ): Promise<void> =>
      db.transaction(async () => {
        await users.describe(id, change);
        await signInAudit.did({ id, name }, 'update', caller, { fields: Object.keys(change) });
        changed();
      }),

    /** Makes the first administrator's invitation where there is no user yet. */
    ensureFirstInvitation: createFirstInvitation({ db, users, links }),

    /** A grant, a role or a store's brand changed. */
    forget: cache.clear,
    flush: use.flush,
    close: use.close,
  };
}
