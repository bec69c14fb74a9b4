import {
  type Attributes,
  type FlatAttributes,
  flatten,
  type ProfileAttributes,
  sameValue,
  unflatten,
} from './attributes.ts';

/** Repetitions that are remembered; of a value that is repeated each night, that many nights. */
const kept = 8;

interface Stated {
  value: unknown;
  /** Since when it has been said without a break; then each time again. */
  run: readonly string[];
  /** When something else was said last, as a {@link mark}; '' for never. */
  other: string;
}

/**
 * What a profile says after one more statement of its source, in whatever order its statements come: the value is
 * that of the latest, and it counts from the first time that it was said without another in between. So a source that
 * repeats its copy with every change elsewhere makes it no newer, and deliveries that overtake each other end alike.
 *
 * Of two values at one instant the greater wins, so that neither depends on who came first.
 * @param told null says that there is none
 * @param at ISO, in UTC
 * @returns the same object where nothing is to be remembered, and the same `since` where it is no news
 */
export function withStatement(profile: ProfileAttributes, told: Attributes, at: string): ProfileAttributes {
  const flat = flatten(profile.attributes);
  let { since } = profile;
  let { said = {} } = profile;
  let changed = false;
  for (const [name, value] of Object.entries(flatten(told))) {
    const before = stateOf(flat, since, said, name);
    const after = before ? stated(before, value, at) : { value, run: [at], other: '' };
    if (after === before) continue;
    changed = true;
    const [first, ...again] = after.run as [string, ...string[]];
    const { other } = after;
    if (first !== since[name] || after.value !== before?.value) {
      since = { ...since, [name]: first };
      flat[name] = after.value;
    }
    said = {
      ...said,
      [name]: { ...(again.length > 0 ? { again: again.slice(-kept) } : {}), ...(other ? { other } : {}) },
    };
    if (again.length === 0 && !other) delete said[name];
  }
  if (!changed) return profile;
  return { attributes: since === profile.since ? profile.attributes : unflatten(flat), since, said };
}

function stateOf(
  flat: FlatAttributes,
  since: ProfileAttributes['since'],
  said: NonNullable<ProfileAttributes['said']>,
  name: string,
): Stated | undefined {
  const first = since[name];
  if (first === undefined) return undefined;
  const { again = [], other = '' } = said[name] ?? {};
  return { value: flat[name], run: [first, ...again], other };
}

function stated(before: Stated, value: unknown, at: string): Stated {
  const { run, other } = before;
  if (sameValue(before.value, value)) {
    return other > at || run.includes(at) ? before : { ...before, run: [...run, at].sort() };
  }
  const last = run.at(-1)!;
  const isGreater = spelled(value) > spelled(before.value);
  if (at > last || (at === last && isGreater)) {
    return { value, run: [at], other: mark(last, at > last && !isGreater) };
  }
  const between = mark(at, isGreater);
  if (between <= other) return before;
  return { ...before, run: run.filter((time) => time >= between), other: between };
}

/** A place among the times of a value: at a time, before what was said then, or after it. */
const mark = (at: string, after: boolean) => (after ? `${at}~` : at);

/** One spelling for equal values, to rank them by. */
const spelled = (value: unknown): string =>
  JSON.stringify(value, (_name, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
