/** What one check of `chaland doctor` found. */
export interface Finding {
  /** What was looked at, e.g. `database`. */
  check: string;
  /** `warning`: it works, and somebody should look; `skipped`: it could not be looked at, or need not. */
  state: 'ok' | 'warning' | 'wrong' | 'skipped';
  found: string;
  /** What to do; always there for a warning and for what is wrong. */
  mend?: string;
}

export const ok = (check: string, found: string): Finding => ({ check, state: 'ok', found });
export const skipped = (check: string, found: string): Finding => ({ check, state: 'skipped', found });
export const warning = (check: string, found: string, mend: string): Finding => ({
  check,
  state: 'warning',
  found,
  mend,
});
export const wrong = (check: string, found: string, mend: string): Finding => ({
  check,
  state: 'wrong',
  found,
  mend,
});
