import type { Principal } from '../../access/principal.ts';

/** Who decided: a person, or the deployment itself by a rule. */
export type DecidedBy = Pick<Principal, 'kind' | 'id' | 'name'>;

/** Two customers that were found to be one person. */
export interface Merge {
  id: string;
  /** 'link': a passer-by's profile was found to be a known customer's. */
  kind: 'merge' | 'link';
  /** Whose id leads to the survivor's while the merge stands. */
  loserId: string;
  survivorId: string;
  /** 'person' for somebody's decision; else what made it: `identifier:loyalty_card`, `match`, `link`. */
  rule: string;
  /** In words, or for a rule what it was sure of. */
  reason: string | null;
  /** What spoke for it, as whatever found it told it. */
  evidence: unknown;
  /** By attribute, the profile whose value somebody chose. */
  choices: Record<string, string> | null;
  windowStart: Date | null;
  madeBy: DecidedBy;
  madeAt: Date;
  undoneBy: DecidedBy | null;
  undoneReason: string | null;
  undoneAt: Date | null;
  erasedAt: Date | null;
}

export interface MergeInput {
  loserId: string;
  survivorId: string;
  by: DecidedBy;
  /** 'merge' where absent. */
  kind?: Merge['kind'];
  /** 'person' where absent. */
  rule?: string;
  reason?: string | null;
  evidence?: unknown;
  choices?: Record<string, string> | null;
  windowStart?: Date | null;
  /** Nobody decided it: refused where somebody said that they are not the same, or where two cards contradict it. */
  automatic?: boolean;
}

export interface UndoInput {
  by: DecidedBy;
  reason?: string | null;
}

/** Two customers with one identifier by which, had they come in another order, one would have joined the other. */
export interface FoundLink {
  one: string;
  other: string;
  /** Of the identifier. */
  kind: string;
  /** Which of the two was a passer-by until now: only a window of their moments becomes the other's. */
  anonymous: 'one' | 'other' | null;
  /** The passer-by's. */
  sources: string[];
}

/** Joins customers who are one person, and takes them apart again. */
export interface Merges {
  /**
   * Merges the loser into the survivor. Profiles are re-pointed and nothing else of core moves; plugins' tables
   * follow in the same transaction, with handlers in flight waited for.
   * @throws CHL_MERGE_SAME, CHL_MERGE_MERGED, CHL_MERGE_BLOCKED (automatic only), CHL_NOT_FOUND, CHL_INPUT_INVALID
   */
  merge(input: MergeInput): Promise<Merge>;
  /**
   * Takes apart what one merge joined, in whatever order merges are undone, and notes that the two are not the same.
   * @throws CHL_MERGE_UNDONE, CHL_MERGE_ERASED, CHL_NOT_FOUND
   */
  undo(id: string, input: UndoInput): Promise<Merge>;
  /**
   * Whom the customers of these profiles are to be one with, by the policy of the identifiers that both have, and
   * with nothing in the way. Of passers-by only those whose sources the retailer stated anything of.
   */
  links(profileIds: readonly string[]): Promise<FoundLink[]>;
  /** Gives a customer of their own to everybody who joined another by an identifier that too many have. */
  separate(identifier: { kind: string; value: string }): Promise<void>;
  get(id: string): Promise<Merge | undefined>;
  /** Merges that made a customer who they are, and those that were undone; the latest first. */
  of(customerId: string, page: { after?: string | undefined; limit: number }): Promise<Merge[]>;
  /** All merges, the latest first. */
  list(page: { after?: string | undefined; limit: number }): Promise<Merge[]>;
}
