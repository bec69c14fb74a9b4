/** What the grouping looks at of a moment. */
interface Happened {
  id: string;
  source: string;
  session: string | null;
  time: string;
  store: { id: string; name: string } | null;
}

/** What happened in one go: one session, or one store on one day. */
export interface Visit<M> {
  /** Of its newest moment. */
  id: string;
  moments: M[];
  store: { id: string; name: string } | null;
}

/**
 * Groups moments, newest first, by visit: those of a session; and those of a store's day, the ones without a
 * session joining the session that is there. A till knows nothing of the app's sessions, and its receipt belongs
 * to the visit all the same.
 * @param dayOf the day of a moment on its store's calendar
 */
export function visitsOf<M extends Happened>(
  moments: readonly M[],
  dayOf: (moment: M) => string,
): Visit<M>[] {
  const visits: (Visit<M> & { session?: string })[] = [];
  const bySession = new Map<string, (typeof visits)[number]>();
  const byPlace = new Map<string, (typeof visits)[number]>();
  for (const moment of moments) {
    const session = moment.session === null ? undefined : `${moment.source} ${moment.session}`;
    const place = moment.store === null ? undefined : `${moment.store.id} ${dayOf(moment)}`;
    let visit = session === undefined ? undefined : bySession.get(session);
    const there = place === undefined ? undefined : byPlace.get(place);
    if (!visit && there && (session === undefined || there.session === undefined)) visit = there;
    if (!visit) {
      visit = { id: moment.id, moments: [], store: moment.store };
      visits.push(visit);
    }
    visit.moments.push(moment);
    visit.store ??= moment.store;
    if (session !== undefined) {
      visit.session ??= session;
      bySession.set(session, visit);
    }
    if (place !== undefined) byPlace.set(place, visit);
  }
  return visits;
}
