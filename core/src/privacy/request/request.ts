/** The rights of articles 15 to 22 GDPR. */
export const requestKinds = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'objection',
  'restriction',
] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestStates = ['received', 'in_progress', 'done', 'refused'] as const;
export type RequestState = (typeof requestStates)[number];

export const identityStates = ['pending', 'verified', 'failed', 'not_needed'] as const;

/** Whether it is known that who asks is who they say: article 12(6) GDPR. */
export interface IdentityCheck {
  state: (typeof identityStates)[number];
  /** How it was checked, e.g. "called back at the number on file". */
  how?: string;
  at?: string;
  by?: string;
}

/** Who asks, as they came: there may be no customer yet. */
export interface Requester {
  name?: string;
  /** Where they are answered: an e-mail, an address. */
  contact?: string;
  /** `e-mail`, `post`, `store`, `phone`… */
  way?: string;
  /** What they asked, in their words. */
  words?: string;
}

export interface PrivacyRequest {
  id: string;
  kind: RequestKind;
  customer: string | null;
  requester: Requester | null;
  /** Days of the deployment, `YYYY-MM-DD`. */
  receivedOn: string;
  dueOn: string;
  overdue: boolean;
  extendedAt: Date | null;
  extensionReason: string | null;
  state: RequestState;
  refusalReason: string | null;
  identity: IdentityCheck;
  notes: readonly { at: string; by: string; text: string }[];
  /** What shows that it was done. */
  proof: { kind: string; at: string; id?: string; text?: string } | null;
  createdBy: { kind: string; id: string; name: string };
  createdAt: Date;
  endedAt: Date | null;
  version: number;
}
