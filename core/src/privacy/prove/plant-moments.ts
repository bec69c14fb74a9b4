import type { RegisteredType } from '../../moment/registry.ts';
import { sampleOf } from './sample.ts';

/** Data of a moment's with words in it, and the fields that stay when its person is erased. */
export interface PlantedData {
  data: unknown;
  /** JSON Pointers: what the type keeps, as accounts, and is for somebody to judge. */
  kept: readonly string[];
}

/**
 * Puts a word into every field of a type's data that takes one. What the type itself keeps when its person is erased is
 * left as it was, and told.
 * @returns undefined where nothing that fits the type could be made: it should give a `sample`
 */
export function plantData(type: RegisteredType, word: (place: string) => string): PlantedData | undefined {
  const place = (pointer: string) => `${type.type}${pointer}`;
  const fits = (data: unknown) => {
    const copy = structuredClone(data);
    return !type.validate(copy) && (type.check?.(copy) ?? []).length === 0;
  };
  let data: unknown =
    type.sample === undefined ? sampleOf(type.schema, (at) => word(place(at))) : withOpenFields(type, word);
  if (!fits(data)) return undefined;
  if (type.sample !== undefined) {
    for (const pointer of textsIn(data)) {
      const planted = withText(data, pointer, word(place(pointer)));
      if (fits(planted)) data = planted;
    }
  }
  if (typeof type.erase !== 'function') return { data, kept: [] };
  const left = JSON.stringify(type.erase(structuredClone(data)));
  const kept = textsIn(data).filter((pointer) => {
    const text = textAt(data, pointer);
    return text.startsWith('zq') && left.includes(text);
  });
  for (const pointer of kept) {
    const before = type.sample === undefined ? 'kept' : textAt(type.sample, pointer);
    data = withText(data, pointer, before);
  }
  return { data, kept };
}

/** A sample, with a field more wherever the schema lets a source tell what it likes. */
function withOpenFields({ sample, validate }: RegisteredType, word: (place: string) => string): unknown {
  let data = structuredClone(sample);
  for (const pointer of ['', ...objectsIn(data)]) {
    const added = structuredClone(data);
    const target = at(added, pointer) as Record<string, unknown>;
    target.canary = word(`${pointer}/canary`);
    if (!validate(structuredClone(added))) data = added;
  }
  return data;
}

const steps = (pointer: string) => pointer.split('/').slice(1);
const at = (data: unknown, pointer: string): unknown =>
  steps(pointer).reduce((value: unknown, step) => (value as Record<string, unknown>)?.[step], data);
const textAt = (data: unknown, pointer: string): string => String(at(data, pointer) ?? '');

function withText(data: unknown, pointer: string, text: string): unknown {
  const copy = structuredClone(data);
  const path = steps(pointer);
  const parent = at(copy, `/${path.slice(0, -1).join('/')}`.replace(/^\/$/, '')) as Record<string, unknown>;
  parent[path.at(-1)!] = text;
  return copy;
}

function* walk(data: unknown, pointer = ''): Generator<[string, unknown]> {
  yield [pointer, data];
  if (typeof data !== 'object' || data === null) return;
  for (const [name, value] of Object.entries(data)) yield* walk(value, `${pointer}/${name}`);
}
const textsIn = (data: unknown): string[] =>
  [...walk(data)].filter(([, value]) => typeof value === 'string').map(([pointer]) => pointer);
const objectsIn = (data: unknown): string[] =>
  [...walk(data)]
    .filter(
      ([pointer, value]) =>
        pointer !== '' && typeof value === 'object' && value !== null && !Array.isArray(value),
    )
    .map(([pointer]) => pointer);
