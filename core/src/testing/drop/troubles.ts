import type { VendorTrouble } from '../connector/vendor/fake-vendor.ts';

interface Pending {
  trouble: VendorTrouble;
  after: number;
  times: number;
}

/** Things that are to go wrong, one after the other. */
export function troubles() {
  const pending: Pending[] = [];
  return {
    get outstanding(): number {
      return pending.length;
    },
    fail(trouble: VendorTrouble, { after = 0, times = 1 }: { after?: number; times?: number } = {}): void {
      pending.push({ trouble, after, times });
    },
    /** Of this call: what goes wrong, if it can go wrong here. */
    next(can: (trouble: VendorTrouble) => boolean): VendorTrouble | undefined {
      const [due] = pending;
      if (!due) return undefined;
      if (due.after > 0) {
        due.after--;
        return undefined;
      }
      if (!can(due.trouble)) return undefined;
      if (--due.times === 0) pending.shift();
      return due.trouble;
    },
  };
}
