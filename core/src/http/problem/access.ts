import type { ProblemType } from './problem-type.ts';

/** Of who asks, and what they may. */
export const accessProblems = {
  CHL_UNAUTHENTICATED: {
    status: 401,
    title: 'Who is asking is not known',
    mend: 'Sign in, or send "Authorization: Bearer chl_…" with a key made by `chaland key create`.',
  },
  CHL_SIGN_IN_FAILED: {
    status: 401,
    title: 'The e-mail address or the password is not right',
    mend: 'Check both; an administrator can hand you a link to set a new password.',
  },
  CHL_SECOND_FACTOR: {
    status: 401,
    title: 'A code of the second factor is needed',
    mend: 'Send the code that your authenticator app shows now, or one of your recovery codes.',
  },
  CHL_PASSWORD_WEAK: {
    status: 422,
    title: 'This is not good enough for a password',
    mend: 'Use 12 characters or more; a sentence of your own is easy to keep in mind.',
  },
  CHL_LINK_INVALID: {
    status: 410,
    title: 'This link was used, has expired, or never was',
    mend: 'Ask an administrator for another one.',
  },
  CHL_IDENTITY_UNLINKED: {
    status: 403,
    title: 'Nobody here is linked to this account at the provider',
    mend: 'Sign in with your password and link the provider to your account, or open your invitation and choose the provider there.',
  },
  CHL_PROVIDER_FAILED: {
    status: 502,
    title: 'Signing in through the provider did not work',
    mend: 'Try again; if it goes on, the log of the server says what the provider answered.',
  },
  CHL_ORIGIN_REFUSED: {
    status: 403,
    title: 'This request comes from another site',
    mend: 'Open the panel at its own address. Behind a proxy, set http.origin to that address, or list the proxy in http.trustedProxies.',
  },
  CHL_FORBIDDEN: {
    status: 403,
    title: 'This is not allowed',
    mend: 'Ask an administrator for the permission that the detail names.',
  },
  CHL_PERMISSION_UNKNOWN: {
    status: 422,
    title: 'There is no such permission',
    mend: 'GET /api/permissions lists those that core and the enabled plugins declare.',
  },
} satisfies Record<string, ProblemType>;
