import { uuidv7 } from '../data/uuid.ts';

const sane = /^[\w.:-]{8,128}$/;

/** The caller's own X-Request-Id where it is one that may stand in logs, else a new one. */
export const requestIdOf = (given: string | null | undefined): string =>
  given && sane.test(given) ? given : uuidv7();
