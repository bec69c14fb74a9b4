import { isDeepStrictEqual } from 'node:util';
import { pointerTo } from '../http/pointer.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON Pointer (RFC 6901) from its steps. */
export const pointerOf = (steps: readonly string[]): string => steps.map(pointerTo).join('');

export const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What is there, or undefined. */
export function valueAt(value: unknown, pointer: string): unknown {
  let found = value;
  for (const step of stepsOf(pointer)) {
    if (!isObject(found) || !Object.hasOwn(found, step)) return undefined;
    found = found[step];
  }
  return found;
}

/** A copy with `put` there; objects on the way are made. */
export function withValueAt(value: unknown, pointer: string, put: unknown): Json {
  const place = ([step, ...rest]: string[], within: unknown): unknown =>
    step === undefined
      ? put
      : { ...(isObject(within) ? within : {}), [step]: place(rest, isObject(within) ? within[step] : {}) };
  return place(stepsOf(pointer), value) as Json;
}

/** A copy without what is there. */
export function withoutValueAt(value: Json, pointer: string): Json {
  const take = ([step, ...rest]: string[], within: unknown): unknown => {
    if (step === undefined || !isObject(within) || !Object.hasOwn(within, step)) return within;
    const { [step]: taken, ...others } = within;
    return rest.length === 0 ? others : { ...within, [step]: take(rest, taken) };
  };
  return take(stepsOf(pointer), value) as Json;
}

/** The pointers at which two values differ, down to what is not an object in both. */
export function differences(a: unknown, b: unknown, at: readonly string[] = []): string[] {
  if (isObject(a) && isObject(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
      differences(a[key], b[key], [...at, key]),
    );
  }
  return isDeepStrictEqual(a, b) ? [] : [pointerOf(at)];
}

/** `over` on top of `base`: objects are joined key by key, everything else is replaced. */
export function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over === undefined ? base : over;
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [
      key,
      merge(base[key], over[key]),
    ]),
  );
}
