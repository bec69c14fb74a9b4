import type { Language } from '../../text.ts';
import type { GivenGrant } from '../grant-store.ts';

/** Somebody who signs in, as they are told to others. */
export interface User {
  id: string;
  /** In lower case. */
  email: string;
  name: string;
  /** What they chose; the deployment's where null. */
  language: Language | null;
  /** `invited` until they have set a password or signed in through a provider. */
  state: 'invited' | 'active' | 'disabled';
  disabled: boolean;
  /** Whether signing in takes a second factor. */
  totp: boolean;
  /** Ids of the providers of OpenID Connect that sign them in. */
  providers: readonly string[];
  grants: readonly GivenGrant[];
  createdAt: Date;
  signedInAt: Date | null;
  version: number;
}

export interface NewUser {
  email: string;
  name: string;
  grants: readonly GivenGrant[];
  language?: Language | null;
}

export interface UserChange {
  email?: string;
  name?: string;
  language?: Language | null;
  grants?: readonly GivenGrant[];
  disabled?: boolean;
  /** Takes the second factor away, for who has lost it and the recovery codes too. */
  totp?: false;
}

/** An address as it is compared. */
export const emailOf = (text: string): string => text.trim().normalize('NFC').toLowerCase();
