import { type IdentifierInput, usableIdentifiers } from '@chaland/core';
import type { ClaimChoice } from './claimable.ts';

/** What somebody typed and ticked. */
export interface ClaimForm {
  email: string;
  phone: string;
  card: string;
  /** Keys of choices. */
  on: ReadonlySet<string>;
}

export interface ClaimFault {
  field: 'email' | 'phone' | 'card' | 'form';
  says: 'nobody' | 'badEmail' | 'badPhone' | 'badCard' | 'noEmail' | 'noPhone';
}

export function claimForm(read: (name: string) => string[]): ClaimForm {
  const text = (name: string) => (read(name)[0] ?? '').trim().slice(0, 320);
  return {
    email: text('email'),
    phone: text('phone'),
    card: text('card'),
    on: new Set(read('on').map((key) => key.replaceAll('\r\n', '\n'))),
  };
}

/** Who they say they are, and what they agreed to; or what is wrong with it. */
export function readClaim(
  form: ClaimForm,
  choices: readonly ClaimChoice[],
  {
    country,
    isProven,
  }: {
    country: string /** Whether they opened the link from their mail there. */;
    isProven(email: string): boolean;
  },
): { identifiers: IdentifierInput[]; agreed: ClaimChoice[] } | { faults: ClaimFault[] } {
  const one = (kind: string, value: string) => usableIdentifiers([{ kind, value }], country)[0];
  const email = one('email', form.email);
  const phone = one('phone', form.phone);
  const card = one('loyalty_card', form.card);
  const agreed = choices.filter(({ key }) => form.on.has(key));
  const wants = (channel: string) => agreed.some((choice) => choice.channel === channel);
  const faults: ClaimFault[] = [];
  if (form.email && !email) faults.push({ field: 'email', says: 'badEmail' });
  else if (!email && wants('email')) faults.push({ field: 'email', says: 'noEmail' });
  if (form.phone && !phone) faults.push({ field: 'phone', says: 'badPhone' });
  else if (!phone && wants('sms')) faults.push({ field: 'phone', says: 'noPhone' });
  if (form.card && !card) faults.push({ field: 'card', says: 'badCard' });
  if (faults.length === 0 && !email && !phone && !card) faults.push({ field: 'form', says: 'nobody' });
  if (faults.length > 0) return { faults };
  const identifiers = [
    ...(card ? [card] : []),
    ...(email ? [{ ...email, ...(isProven(email.value) ? { verified: true } : {}) }] : []),
    ...(phone ? [phone] : []),
  ];
  return { identifiers, agreed };
}
