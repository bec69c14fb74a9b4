import type { paths } from '../../kit/index.ts';
import type { ContactPoint } from './reachable.ts';
import type { Consent } from './standing.ts';

type Body = NonNullable<paths['/api/consents']['post']['requestBody']>['content']['application/json'];
type ConsentInput = Exclude<Body, readonly unknown[]>;

/** What a select shows for "any": an empty value would be no choice. */
export const any = '*';

/** What somebody writes down for a customer. */
export interface Draft {
  state: 'granted' | 'refused' | 'withdrawn';
  purpose: string;
  brand: string;
  channel: string;
  /** The value of a contact point. */
  contact: string;
  /** Code of a notice. */
  notice: string;
  language: string;
  method: string;
  /** As the clocks show: `2026-03-02T10:15`. Empty: now. */
  time: string;
  expires: string;
  note: string;
}

/** What is written down for the first time, or anew for the scope of a record: whoever agreed withdraws. */
export const draftOf = (from: Consent | undefined, language: string): Draft => ({
  state: from?.state === 'granted' || from?.state === 'soft_opt_in' ? 'withdrawn' : 'granted',
  purpose: from?.purpose ?? '',
  brand: from?.brand ?? any,
  channel: from?.channel ?? (from ? any : 'email'),
  contact: from?.contactPoint?.value ?? any,
  notice: any,
  language,
  method: '',
  time: '',
  expires: '',
  note: '',
});

/** A draft as the API takes it. @param points what the draft's channel can reach */
export function consentOf(
  draft: Draft,
  { id, customerId, points }: { id: string; customerId: string; points: readonly ContactPoint[] },
): ConsentInput {
  const contactPoint = points.find(({ value }) => value === draft.contact);
  const chosen = (value: string) => (value === any || value === '' ? undefined : value);
  const brand = chosen(draft.brand);
  const channel = chosen(draft.channel);
  const notice = chosen(draft.notice);
  const note = draft.note.trim();
  return {
    id,
    source: 'chaland',
    customerId,
    state: draft.state,
    purpose: draft.purpose,
    ...(brand ? { brand } : {}),
    ...(channel ? { channel } : {}),
    ...(contactPoint ? { contactPoint } : {}),
    ...(notice ? { notice: { code: notice, language: draft.language } } : {}),
    method: draft.method,
    ...(draft.time ? { time: `${draft.time}:00` } : {}),
    ...(draft.expires && draft.state === 'granted' ? { expiresAt: `${draft.expires}T00:00:00` } : {}),
    ...(note ? { evidence: { note } } : {}),
  };
}
