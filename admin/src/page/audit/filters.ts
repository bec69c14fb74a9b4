import { parseDate } from '@internationalized/date';

/** What the trail is narrowed to; the days as `2026-11-02`, on the deployment's calendar. */
export const filterNames = ['principal', 'subjectKind', 'subjectId', 'from', 'to'] as const;
export type Filters = Partial<Record<(typeof filterNames)[number], string>>;

/** The beginning of a day in a time zone, as an ISO time; undefined of what is no day. */
export function beginOf(day: string | undefined, timeZone: string, later = 0): string | undefined {
  if (!day) return undefined;
  try {
    return parseDate(day).add({ days: later }).toDate(timeZone).toISOString();
  } catch {
    return undefined;
  }
}

/** The filters as the API takes them: the last day is in it, and an id needs its kind. */
export function queryOf({ principal, subjectKind, subjectId, from, to }: Filters, timeZone: string) {
  const [begin, end] = [beginOf(from, timeZone), beginOf(to, timeZone, 1)];
  return {
    ...(principal ? { principal } : {}),
    ...(subjectKind ? { subjectKind, ...(subjectId ? { subjectId } : {}) } : {}),
    ...(begin ? { from: begin } : {}),
    ...(end ? { before: end } : {}),
  };
}
