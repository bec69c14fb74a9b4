/** What becomes of a message at the door. Codes are told to people. */
export type Verdict =
  /** Goes, by this record of consent where it takes one. */
  | { verdict: 'send'; consentId: string | null }
  /** Never goes. */
  | { verdict: 'refuse'; code: string }
  /** Is asked about again. */
  | { verdict: 'wait'; code: string; until: Date }
  /** Its time is over. */
  | { verdict: 'expire' };
