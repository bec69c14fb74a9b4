/** A standing merge: the loser belongs to the survivor since then. Ids are homes. */
export interface StandingMerge {
  loserId: string;
  survivorId: string;
  /** Milliseconds since 1970. */
  madeAt: number;
}

/**
 * Standing merges are a forest, each loser below its survivor. Two homes are one customer since the last merge on the
 * way between them was made.
 * @returns milliseconds since 1970; -Infinity for a home with itself, Infinity where no way leads from one to the other
 */
export function joinTimes(merges: readonly StandingMerge[]): (home: string, other: string) => number {
  const above = new Map(merges.map((merge) => [merge.loserId, merge]));
  /** Each home above one, itself included, with the latest merge on the way there. */
  function way(home: string): Map<string, number> {
    const steps = new Map([[home, Number.NEGATIVE_INFINITY]]);
    let latest = Number.NEGATIVE_INFINITY;
    for (
      let merge = above.get(home);
      merge && !steps.has(merge.survivorId);
      merge = above.get(merge.survivorId)
    ) {
      latest = Math.max(latest, merge.madeAt);
      steps.set(merge.survivorId, latest);
    }
    return steps;
  }
  return (home, other) => {
    const mine = way(home);
    for (const [meeting, theirs] of way(other)) {
      const own = mine.get(meeting);
      if (own !== undefined) return Math.max(own, theirs);
    }
    return Number.POSITIVE_INFINITY;
  };
}
