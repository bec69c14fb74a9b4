/** One thing that breaks a rule: where, which rule, what is wrong, and what to do. */
export interface Violation {
  /** `plugins/loyalty/src/plugin.ts:12`, or a file or folder alone. */
  where: string;
  rule: string;
  what: string;
  mend: string;
}

/** Prints what was found, and makes the process fail when that is anything. */
export function report(violations: Violation[], allIsWell: string): void {
  for (const { where, rule, what, mend } of violations) {
    console.error(`${where}  ${rule}\n  ${what}\n  ${mend}\n`);
  }
  if (violations.length === 0) {
    console.log(allIsWell);
    return;
  }
  console.error(violations.length === 1 ? '1 violation.' : `${violations.length} violations.`);
  process.exitCode = 1;
}
