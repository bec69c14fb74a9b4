import type { Text } from '@chaland/core';

/**
 * Why a row isn't used: a fault of this plugin in both languages, or the words of the mapping, or of core on what it
 * refused, as they are.
 */
export type Reason = string | Text;

/** What the command line, the rejects file and the counts say. */
export const inEnglish = (reason: Reason): string => (typeof reason === 'string' ? reason : reason.en);
