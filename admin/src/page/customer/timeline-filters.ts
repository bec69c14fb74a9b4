import { parseDate } from '@internationalized/date';

/** What a timeline is narrowed by, as it stands in the address. */
export interface TimelineFilters {
  types: string[];
  stages: Stage[];
  /** Code of a store. */
  store?: string;
  /** First day, `YYYY-MM-DD`. */
  from?: string;
  /** Last day, included. */
  to?: string;
}

export const stages = ['intent', 'entry', 'browse', 'advice', 'checkout', 'after'] as const;
export type Stage = (typeof stages)[number];

type Query = Record<string, string | null | (string | null)[] | undefined>;

const all = (value: Query[string]): string[] => [value].flat().filter((one): one is string => !!one);
const isStage = (text: string): text is Stage => (stages as readonly string[]).includes(text);

function day(value: Query[string]): string | undefined {
  const [text] = all(value);
  try {
    return text && parseDate(text).toString();
  } catch {
    return undefined;
  }
}

/** Reads the address; what is no stage and no day there is passed over. */
export function filtersFrom(query: Query): TimelineFilters {
  const [store] = all(query.store);
  const [from, to] = [day(query.from), day(query.to)];
  return {
    types: all(query.type),
    stages: all(query.stage).filter(isStage),
    ...(store ? { store } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

/** As the address holds them; what is off is undefined, so that it goes from there. */
export const addressOf = ({ types, stages, store, from, to }: TimelineFilters) => ({
  type: types.length > 0 ? types : undefined,
  stage: stages.length > 0 ? stages : undefined,
  store,
  from,
  to,
});

/** As the API takes them. Days begin and end where the store is. */
export function askedOf({ types, stages, store, from, to }: TimelineFilters, timeZone: string) {
  const startOf = (day: string, after = 0) =>
    parseDate(day).add({ days: after }).toDate(timeZone).toISOString();
  return {
    ...(types.length > 0 ? { type: types } : {}),
    ...(stages.length > 0 ? { stage: stages } : {}),
    ...(store ? { store } : {}),
    ...(from ? { from: startOf(from) } : {}),
    ...(to ? { to: startOf(to, 1) } : {}),
  };
}

export const isFiltered = (filters: TimelineFilters): boolean =>
  Object.values(addressOf(filters)).some((value) => value !== undefined);
