import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConsentReason, ConsentState } from '../consents.ts';
import type { Purpose } from '../purposes.ts';
import { decide, type Facts, type Stated } from './decide.ts';

const purposeOf = (more: Partial<Purpose> = {}): Purpose => ({
  code: 'marketing',
  title: { en: '', fr: '' },
  description: { en: '', fr: '' },
  legalBasis: 'consent',
  marketing: true,
  softOptIn: true,
  isolated: false,
  version: 1,
  ...more,
});
const receipts = purposeOf({ code: 'e-receipt', marketing: false, softOptIn: false, isolated: true });
const survey = purposeOf({
  code: 'survey',
  marketing: false,
  softOptIn: false,
  legalBasis: 'legitimate_interest',
});
const service = purposeOf({ code: 'service', marketing: false, softOptIn: false, legalBasis: 'contract' });

const mail = { kind: 'email', value: 'ana@example.com' };
const other = { kind: 'email', value: 'other@example.com' };

/** `till`'s profile said it at an hour; of e-mail, at the address that is asked about, where nothing else is given. */
const said = (state: ConsentState, at: number, more: Partial<Stated> = {}): Stated => ({
  profileId: 'till',
  purpose: 'marketing',
  brandId: null,
  channel: 'email',
  contactPoint: mail,
  state,
  n: at,
  id: `${more.profileId ?? 'till'}-${at}`,
  at,
  expiresAt: null,
  ...more,
});
const web = (state: ConsentState, at: number, more: Partial<Stated> = {}) =>
  said(state, at, { profileId: 'web', ...more });

interface Case {
  name: string;
  facts: Partial<Facts>;
  is: ConsentReason;
  /** The record that decides. */
  by?: string;
}

/** The profiles of till and web were merged at this hour. */
const merged = 10;

const cases: Record<string, Case[]> = {
  'within a profile': [
    { name: 'nothing said is no consent', facts: {}, is: 'no_record' },
    { name: 'a grant is one', facts: { own: [said('granted', 1)] }, is: 'granted', by: 'till-1' },
    { name: 'a refusal is none', facts: { own: [said('refused', 1)] }, is: 'refused', by: 'till-1' },
    {
      name: 'the last word counts: no',
      facts: { own: [said('granted', 1), said('withdrawn', 2)] },
      is: 'withdrawn',
    },
    {
      name: 'the last word counts: yes',
      facts: { own: [said('withdrawn', 1), said('granted', 2)] },
      is: 'granted',
    },
    {
      name: 'of two said at once, the one recorded later counts',
      facts: { own: [said('granted', 5, { n: 1 }), said('withdrawn', 5, { n: 2 })] },
      is: 'withdrawn',
    },
    {
      name: 'a grant ends with its date',
      facts: { own: [said('granted', 1, { expiresAt: 20 })] },
      is: 'expired',
    },
    {
      name: 'a grant holds until its date',
      facts: { own: [said('granted', 1, { expiresAt: 21 })] },
      is: 'granted',
    },
    {
      name: 'an expired grant brings no older one back',
      facts: { own: [said('granted', 1), said('granted', 2, { channel: null, expiresAt: 20 })] },
      is: 'expired',
    },
    { name: 'an expiry that was imported is one', facts: { own: [said('expired', 1)] }, is: 'expired' },
    {
      name: 'a soft opt-in is one where the purpose takes it',
      facts: { own: [said('soft_opt_in', 1)] },
      is: 'soft_opt_in',
    },
    {
      name: 'a soft opt-in is none elsewhere',
      facts: { purpose: purposeOf({ softOptIn: false }), own: [said('soft_opt_in', 1)] },
      is: 'no_record',
    },
    {
      name: 'a soft opt-in lifts no withdrawal, however late the sale is',
      facts: { own: [said('withdrawn', 1), said('soft_opt_in', 2)] },
      is: 'withdrawn',
    },
    {
      name: 'nor a refusal for all channels',
      facts: { own: [said('refused', 1, { channel: null, contactPoint: null }), said('soft_opt_in', 2)] },
      is: 'refused',
    },
    {
      name: 'a soft opt-in stands behind what was said, until that expires',
      facts: { own: [said('granted', 1, { expiresAt: 19 }), said('soft_opt_in', 2)] },
      is: 'soft_opt_in',
    },
    {
      name: 'a soft opt-in comes to an end',
      facts: { own: [said('soft_opt_in', 2, { expiresAt: 19 })] },
      is: 'expired',
    },
    {
      name: 'a soft opt-in lifts no withdrawal on another profile, though it came after the merge',
      facts: { own: [web('withdrawn', 1), said('soft_opt_in', merged + 2)] },
      is: 'withdrawn',
    },
    {
      name: 'a soft opt-in frees no contact point that somebody withdrew',
      facts: { own: [said('soft_opt_in', 3)], others: [web('withdrawn', 2)] },
      is: 'contact_point_withdrawn',
    },
    {
      name: 'nor one on the opposition list',
      facts: { own: [said('soft_opt_in', 6)], opposedSince: 5 },
      is: 'contact_point_withdrawn',
    },
    {
      name: 'a grant frees it, though a sale came after',
      facts: { own: [said('granted', 6), said('soft_opt_in', 7)], opposedSince: 5 },
      is: 'granted',
    },
  ],
  'what a record covers': [
    { name: 'any channel', facts: { own: [said('granted', 1, { channel: null })] }, is: 'granted' },
    { name: 'no other channel', facts: { own: [said('granted', 1, { channel: 'sms' })] }, is: 'no_record' },
    {
      name: 'any contact point',
      facts: { own: [said('granted', 1, { contactPoint: null })] },
      is: 'granted',
    },
    {
      name: 'no other contact point',
      facts: { own: [said('granted', 1, { contactPoint: other })] },
      is: 'no_record',
    },
    {
      name: 'the controller’s, every brand',
      facts: { asked: { brandId: 'nord', channel: 'email', contactPoint: mail }, own: [said('granted', 1)] },
      is: 'granted',
    },
    {
      name: 'a brand’s, no other brand',
      facts: {
        asked: { brandId: 'sud', channel: 'email', contactPoint: mail },
        own: [said('granted', 1, { brandId: 'nord' })],
      },
      is: 'no_record',
    },
    {
      name: 'a brand’s, not the controller',
      facts: { own: [said('granted', 1, { brandId: 'nord' })] },
      is: 'no_record',
    },
    {
      name: 'a later word on everything beats an earlier one on this',
      facts: { own: [said('granted', 1), said('withdrawn', 2, { channel: null, contactPoint: null })] },
      is: 'withdrawn',
    },
    {
      name: 'a later word on this beats an earlier one on everything',
      facts: { own: [said('withdrawn', 1, { channel: null, contactPoint: null }), said('granted', 2)] },
      is: 'granted',
    },
    {
      name: 'what is asked of no channel in particular needs a grant of any',
      facts: { asked: { brandId: null, channel: null, contactPoint: null }, own: [said('granted', 1)] },
      is: 'no_record',
    },
  ],
  'across profiles that were merged': [
    {
      name: 'two grants are one',
      facts: { own: [said('granted', 1), web('granted', 2)] },
      is: 'granted',
      by: 'web-2',
    },
    {
      name: 'a refusal beats a grant that is older than it',
      facts: { own: [web('granted', 1), said('refused', 2)] },
      is: 'refused',
    },
    {
      name: 'a refusal beats a grant that is newer, but older than the merge',
      facts: { own: [said('refused', 1), web('granted', 9)] },
      is: 'refused',
      by: 'till-1',
    },
    {
      name: 'a withdrawal does so too',
      facts: { own: [said('withdrawn', 1), web('granted', 9)] },
      is: 'withdrawn',
    },
    {
      name: 'a grant of the hour of the merge is not later',
      facts: { own: [said('refused', 1), web('granted', merged)] },
      is: 'refused',
    },
    {
      name: 'a grant from after the merge wins',
      facts: { own: [said('refused', 1), web('granted', 11)] },
      is: 'granted',
      by: 'web-11',
    },
    {
      name: 'unless it was withdrawn after that',
      facts: { own: [said('withdrawn', 12), web('granted', 11)] },
      is: 'withdrawn',
    },
    {
      name: 'an expired grant wins over nothing',
      facts: { own: [said('refused', 1), web('granted', 11, { expiresAt: 12 })] },
      is: 'refused',
    },
    {
      name: 'a grant must be later than every refusal',
      facts: { own: [said('refused', 1), said('refused', 13, { profileId: 'app' }), web('granted', 11)] },
      is: 'refused',
      by: 'app-13',
    },
    {
      name: 'where no merge stands between them, the later word counts',
      facts: { joinedAt: () => Number.NEGATIVE_INFINITY, own: [said('refused', 1), web('granted', 2)] },
      is: 'granted',
    },
  ],
  'a contact point': [
    {
      name: 'must answer for the person now',
      facts: { held: false, own: [said('granted', 1)] },
      is: 'contact_point_not_held',
    },
    {
      name: 'is bound by a withdrawal on any profile',
      facts: { own: [said('granted', 1)], others: [web('withdrawn', 2)] },
      is: 'contact_point_withdrawn',
      by: 'web-2',
    },
    {
      name: 'until who holds it grants again',
      facts: { own: [said('granted', 3)], others: [web('withdrawn', 2)] },
      is: 'granted',
    },
    {
      name: 'is bound by what was said at the same time',
      facts: { own: [said('granted', 2)], others: [web('withdrawn', 2)] },
      is: 'contact_point_withdrawn',
    },
    {
      name: 'is not bound by what others refused',
      facts: { own: [said('granted', 1)], others: [web('refused', 2)] },
      is: 'granted',
    },
    {
      name: 'is not bound for another channel',
      facts: { own: [said('granted', 1)], others: [web('withdrawn', 2, { channel: 'sms' })] },
      is: 'granted',
    },
    {
      name: 'gives its next holder no grant',
      facts: { own: [], others: [web('granted', 2)] },
      is: 'no_record',
    },
    {
      name: 'on the opposition list is bound since then',
      facts: { opposedSince: 5, own: [said('granted', 4)] },
      is: 'contact_point_withdrawn',
    },
    {
      name: 'on the opposition list is free with a later grant',
      facts: { opposedSince: 5, own: [said('granted', 6)] },
      is: 'granted',
    },
    {
      name: 'on the opposition list still gets what is no advertising',
      facts: { purpose: survey, opposedSince: 5 },
      is: 'no_objection',
    },
  ],
  'given for receipts': [
    {
      name: 'gets receipts',
      facts: { purpose: receipts, isolated: true, own: [said('granted', 1, { purpose: 'e-receipt' })] },
      is: 'granted',
    },
    { name: 'gets no advertising', facts: { isolated: true }, is: 'contact_point_isolated' },
    {
      name: 'gets none by a grant for any address',
      facts: { isolated: true, own: [said('granted', 1, { contactPoint: null })] },
      is: 'contact_point_isolated',
    },
    {
      name: 'gets it once it is named for it',
      facts: { isolated: true, own: [said('granted', 1)] },
      is: 'granted',
    },
    {
      name: 'is still covered by a refusal for any address',
      facts: { isolated: true, own: [said('granted', 1), said('withdrawn', 2, { contactPoint: null })] },
      is: 'withdrawn',
    },
    { name: 'gets no survey', facts: { purpose: survey, isolated: true }, is: 'contact_point_isolated' },
  ],
  'other purposes': [
    {
      name: 'a contract asks nobody',
      facts: { purpose: service, own: [said('withdrawn', 1)] },
      is: 'not_needed',
    },
    {
      name: 'a contract reaches nobody else',
      facts: { purpose: service, held: false },
      is: 'contact_point_not_held',
    },
    {
      name: 'a legitimate interest holds until an objection',
      facts: { purpose: survey },
      is: 'no_objection',
    },
    { name: 'and ends with it', facts: { purpose: survey, own: [said('refused', 1)] }, is: 'refused' },
    {
      name: 'one that isn’t there allows nothing',
      facts: { purpose: undefined, own: [said('granted', 1)] },
      is: 'purpose_unknown',
    },
    { name: 'nobody allows nothing', facts: { customerThere: false }, is: 'customer_unknown' },
  ],
};

const allowing: ReadonlySet<ConsentReason> = new Set([
  'granted',
  'soft_opt_in',
  'not_needed',
  'no_objection',
]);

for (const [about, of] of Object.entries(cases)) {
  describe(about, () => {
    for (const { name, facts, is, by } of of) {
      test(name, () => {
        const answer = decide({
          purpose: purposeOf(),
          customerThere: true,
          asked: { brandId: null, channel: 'email', contactPoint: mail },
          own: [],
          others: [],
          held: true,
          isolated: false,
          opposedSince: undefined,
          joinedAt: () => merged,
          now: 20,
          ...facts,
        });
        assert.equal(answer.code, is);
        assert.equal(answer.allowed, allowing.has(is));
        if (by) assert.equal(answer.recordId, by);
      });
    }
  });
}
