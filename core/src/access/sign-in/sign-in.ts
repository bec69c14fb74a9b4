import type { Database } from '../../data/database.ts';
import { type Problem, problem } from '../../http/problem.ts';
import type { Caller } from '../../http/route.ts';
import { emailOf } from '../user/user.ts';
import { type Attempt, accountAt, anyAt } from './attempts.ts';
import type { CredentialStore, Credentials } from './credentials.ts';
import type { Passwords } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Sessions } from './sessions.ts';
import type { SignInAudit } from './sign-in-audit.ts';

export interface SignInOptions {
  db: Database;
  credentials: CredentialStore;
  passwords: Passwords;
  attempt: Attempt;
  secondFactor: SecondFactor;
  sessions: Sessions;
  audit: SignInAudit;
  /** Sessions ended: nothing that is remembered of them counts. */
  changed(): void;
}

/** Signing in with a password, and what takes the password again. None of it runs inside a transaction. */
export function createSignIn({
  db,
  credentials,
  passwords,
  attempt,
  secondFactor,
  sessions,
  audit,
  changed,
}: SignInOptions) {
  const failed = () => problem('CHL_SIGN_IN_FAILED');

  /** @throws CHL_SIGN_IN_FAILED, CHL_RATE_LIMITED */
  async function prove(
    email: string,
    password: string,
    caller: Caller,
    refused: () => Problem = failed,
  ): Promise<Credentials & { password: string }> {
    const account = emailOf(email);
    const succeeded = await attempt([accountAt(account, caller.address), anyAt(caller.address)]);
    const found = await credentials.byEmail(account);
    const stored = found && !found.disabled ? found.password : null;
    // As much work for an address that nobody has as for one that somebody has.
    const right = await passwords.verify(password, stored);
    if (!found || stored === null || !right) {
      audit.refused(found?.id, found?.disabled ? 'disabled' : 'password', caller);
      throw refused();
    }
    await succeeded();
    return { ...found, password: stored };
  }

  return {
    /**
     * Signs in with a password, and a code where there is a second factor.
     * @returns the session's token
     * @throws CHL_SIGN_IN_FAILED, CHL_SECOND_FACTOR, CHL_RATE_LIMITED
     */
    async withPassword(
      { email, password, code }: { email: string; password: string; code?: string },
      caller: Caller,
    ): Promise<string> {
      const user = await prove(email, password, caller);
      const second = await secondFactor.check(user, code).catch((error) => {
        if (code) audit.refused(user.id, 'second factor', caller);
        throw error;
      });
      const rehashed = passwords.isOutdated(user.password) ? await passwords.hash(password) : undefined;
      return db.transaction(async () => {
        if (!(await credentials.stillHolds(user))) throw failed();
        if (rehashed) await credentials.setPassword(user.id, rehashed);
        const token = await sessions.begin(user.id);
        await audit.did(user, 'sign-in', caller, { by: second ? 'password and code' : 'password' });
        return token;
      });
    },

    /**
     * Asks for the password again, before something that a stranger at an open screen must not do.
     * @throws CHL_SIGN_IN_FAILED, CHL_RATE_LIMITED
     */
    async confirm(userId: string, password: string, caller: Caller): Promise<Credentials> {
      const user = await credentials.byId(userId);
      if (!user?.password) {
        throw problem('CHL_CONFLICT', {
          detail: 'this account has no password, it signs in through a provider',
          mend: 'Ask an administrator for a link to set a password.',
        });
      }
      return prove(user.email, password, caller, () =>
        problem('CHL_SIGN_IN_FAILED', { detail: 'the password is not right' }),
      );
    },

    /**
     * Changes the password, and ends the user's other sessions.
     * @param token the session in hand, which goes on
     * @throws CHL_SIGN_IN_FAILED, CHL_PASSWORD_WEAK, CHL_RATE_LIMITED
     */
    async changePassword(
      userId: string,
      { current, password }: { current: string; password: string },
      token: string,
      caller: Caller,
    ): Promise<void> {
      const user = await this.confirm(userId, current, caller);
      checkPassword(password, [user.email, user.name]);
      const hashed = await passwords.hash(password);
      await db.transaction(async () => {
        if (!(await credentials.stillHolds(user))) throw failed();
        await credentials.setPassword(user.id, hashed);
        await sessions.endAll(user.id, token);
        await audit.did(user, 'update', caller, { fields: ['password'] });
        changed();
      });
    },

    /** Ends the session in hand, where it is one. */
    out: (token: string, caller: Caller): Promise<void> =>
      db.transaction(async () => {
        const userId = await sessions.end(token);
        const user = userId && (await credentials.byId(userId));
        if (user) await audit.did(user, 'sign-out', caller);
        changed();
      }),
  };
}

export type SignIn = ReturnType<typeof createSignIn>;
