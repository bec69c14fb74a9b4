/** Something in the ledger that is not as it was written. */
export interface Finding {
  code:
    | 'changed'
    | 'dropped'
    | 'head_changed'
    | 'detail_changed'
    | 'detail_dropped'
    | 'detail_not_erased'
    | 'notice_changed'
    | 'state_changed'
    | 'checkpoint_changed'
    | 'checkpoint_broken';
  /** Whose chain; null where it isn't of one. */
  profileId: string | null;
  /** Place of the record in the chain. */
  n: number | null;
  /** Id of the record, where it is still there. */
  recordId: string | null;
  message: string;
}

/** What a walk through the ledger came to. */
export interface Verification {
  /** True where nothing was found. */
  intact: boolean;
  profiles: number;
  records: number;
  /** Profiles that were erased: their details are gone, as they should be. */
  erased: number;
  checkpoints: number;
  /** Of all findings; `findings` holds the first ones. */
  found: number;
  findings: Finding[];
}

/** Findings told at most: somebody who overwrote everything is told by the first of them. */
const mostTold = 100;

/** Collects what a walk finds, without growing with it. */
export function createFindings() {
  const findings: Finding[] = [];
  let found = 0;
  return {
    add(
      code: Finding['code'],
      message: string,
      {
        profileId = null,
        n = null,
        recordId = null,
      }: Partial<Pick<Finding, 'profileId' | 'n' | 'recordId'>> = {},
    ): void {
      found++;
      if (findings.length < mostTold) findings.push({ code, profileId, n, recordId, message });
    },
    result: () => ({ intact: found === 0, found, findings }),
  };
}

export type Findings = ReturnType<typeof createFindings>;
