import type { ProfileInput } from './profile-input.ts';

/** With its source. */
export interface SourcedProfile extends ProfileInput {
  /** Who says it: a URI reference, e.g. `web-shop`. */
  source: string;
}

/** What became of what was said of one person. */
export type ProfileFate =
  /** `unchanged`: it is no news, or somebody older than their erasure is meant, who stays erased and has no profile. */
  | { fate: 'recorded' | 'unchanged'; source: string; id?: string; profile?: string; customer?: string }
  | { fate: 'rejected'; source?: string; id?: string; problem: Record<string, unknown> };

/** What sources say of people, whatever happened. */
export interface Profiles {
  /**
   * Takes over what sources say of people, in whatever order it comes: of each attribute, what a source said last. New
   * people are founded exactly as a moment's are. A handful of statements in one transaction for up to 1,000; inside a
   * unit of work it is part of it.
   *
   * What a source said of somebody before they were erased brings them back neither now nor later; what it says after
   * that is of somebody new.
   */
  record(items: readonly unknown[]): Promise<ProfileFate[]>;
}
