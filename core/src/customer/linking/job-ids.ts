/** Merges those who turned out to have one identifier. */
export const linkJobId = 'core.link';
/** Merges those of whom matching is sure. */
export const mergeMatchesId = 'core.merge-matches';
