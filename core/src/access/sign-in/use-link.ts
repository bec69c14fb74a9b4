import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { Caller } from '../../http/route.ts';
import { administrator } from '../grants.ts';
import { emailOf } from '../user/user.ts';
import type { Users } from '../user/users.ts';
import type { CredentialStore } from './credentials.ts';
import type { Link, Links } from './links.ts';
import type { Passwords } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Sessions } from './sessions.ts';
import type { SignInAudit } from './sign-in-audit.ts';

export interface UseLinkOptions {
  db: Database;
  links: Links;
  users: Users;
  credentials: CredentialStore;
  passwords: Passwords;
  secondFactor: SecondFactor;
  sessions: Sessions;
  audit: SignInAudit;
  changed(): void;
}

export interface LinkUse {
  token: string;
  password: string;
  /** What they are called, where they want another name than the invitation's. */
  name?: string;
  /** The first administrator's own; everybody else's is in the invitation. */
  email?: string;
  /** Where they have a second factor: a reset is no way around it. */
  code?: string;
}

/**
 * Sets a password by an invitation's or a reset's link, and signs in. All older sessions end.
 * @returns (the function) the session's token; it throws CHL_LINK_INVALID, CHL_PASSWORD_WEAK, CHL_SECOND_FACTOR
 */
export function createUseLink({
  db,
  links,
  users,
  credentials,
  passwords,
  secondFactor,
  sessions,
  audit,
  changed,
}: UseLinkOptions) {
  /** The first administrator is made here; others are there already. */
  async function userOf({ userId }: Link, { email = '', name = '' }: LinkUse): Promise<string> {
    if (userId) return userId;
    return (await users.create({ email, name, grants: [{ role: administrator }] })).id;
  }

  return async (use: LinkUse, caller: Caller): Promise<string> => {
    const link = await links.look(use.token);
    checkFirst(link, use);
    checkPassword(use.password, [link.email ?? use.email, use.name ?? link.name]);
    const known = link.userId ? await credentials.byId(link.userId) : undefined;
    if (known) await secondFactor.check(known, use.code);
    // Before the transaction: hashing takes its time, and others wait for the database.
    const hashed = await passwords.hash(use.password);
    return db.transaction(async () => {
      await links.take(use.token);
      const id = await userOf(link, use);
      if (use.name) await users.describe(id, { name: use.name });
      if (!(await credentials.setPassword(id, hashed))) throw problem('CHL_LINK_INVALID');
      await sessions.endAll(id);
      const token = await sessions.begin(id);
      await audit.did(await users.get(id), link.kind === 'reset' ? 'reset-password' : 'accept', caller, {
        fields: ['password'],
      });
      changed();
      return token;
    });
  };
}

/** Only the first administrator says who they are. @throws CHL_INPUT_INVALID */
function checkFirst({ userId, email }: Link, use: LinkUse): void {
  if (userId) {
    if (use.email === undefined || emailOf(use.email) === email) return;
    throw problem('CHL_INPUT_INVALID', {
      detail: 'the e-mail address is the one that was invited',
      pointer: '/email',
      mend: 'Leave it out; an administrator can change it.',
    });
  }
  for (const field of ['email', 'name'] as const) {
    if (use[field]?.trim()) continue;
    throw problem('CHL_INPUT_INVALID', { detail: `${field} is missing`, pointer: `/${field}` });
  }
}
