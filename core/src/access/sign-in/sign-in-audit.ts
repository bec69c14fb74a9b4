import type { Caller } from '../../http/route.ts';
import type { AuditTrail } from '../audit-trail.ts';
import { anonymousPrincipal } from '../principal.ts';

/** Whose doing it is. */
export interface Who {
  id: string;
  name: string;
}

/** What signing in leaves in the audit trail: ids and names of fields, never an e-mail, a password or a code. */
export function createSignInAudit(audit: AuditTrail) {
  return {
    /** In the current transaction. */
    did: (user: Who, action: string, caller: Caller, changes?: Record<string, unknown>): Promise<void> =>
      audit.write([
        {
          principal: { kind: 'user', id: user.id, name: user.name },
          action,
          subject: { kind: 'user', id: user.id },
          changes,
          ...caller,
        },
      ]),

    /** Soon: whoever floods the log-in must not make a write of each try. */
    refused(user: string | undefined, reason: string, caller: Caller): void {
      audit.note({
        principal: anonymousPrincipal,
        action: 'sign-in-refused',
        subject: { kind: 'user', id: user ?? null },
        changes: { reason },
        ...caller,
      });
    },
  };
}

export type SignInAudit = ReturnType<typeof createSignInAudit>;
