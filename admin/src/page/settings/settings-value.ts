import type { paths, Schema } from '../../kit/index.ts';

export type Settings =
  paths['/api/settings/{plugin}']['get']['responses'][200]['content']['application/json'];
export type Value = Record<string, unknown>;

/** The plugin's schema, as the form takes it. */
export const schemaOf = ({ schema }: Pick<Settings, 'schema'>): Schema => schema as Schema;

/**
 * What was set under an older schema and is a stranger to this one: the API refuses it. A schema that takes
 * whatever comes has none.
 * @returns the names of such values
 */
export function strangersIn(schema: Schema, value: Value): string[] {
  const { properties, additionalProperties } = schema;
  if (!properties || additionalProperties) return [];
  return Object.keys(value).filter((name) => !(name in properties));
}

/** The value as the form edits it: a copy without the strangers. What the page watches is no plain object, so that no
 * structured clone can be made of it; a setting is JSON all the way down. */
export function editable(schema: Schema, value: Value): Value {
  const strangers = strangersIn(schema, value);
  const own = Object.entries(value).filter(([name]) => !strangers.includes(name));
  return JSON.parse(JSON.stringify(Object.fromEntries(own))) as Value;
}

/** Whether two values say the same, whatever the order of their keys. */
export const same = (a: unknown, b: unknown): boolean => inOrder(a) === inOrder(b);

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';

/** A place at which two values differ: `/token`, `/smtp/host`. */
export interface Difference {
  pointer: string;
  /** The schema of the value there. */
  schema: Schema;
  /** The names on the way to it. */
  path: string[];
  mine: unknown;
  theirs: unknown;
}

/** Where two values differ, down to what is no object in the schema. */
export function differences(schema: Schema, mine: Value, theirs: Value, path: string[] = []): Difference[] {
  const names = new Set([
    ...Object.keys(schema.properties ?? {}),
    ...Object.keys(mine),
    ...Object.keys(theirs),
  ]);
  return [...names].flatMap((name) => {
    const part = schema.properties?.[name] ?? {};
    const [a, b] = [mine[name], theirs[name]];
    if (same(a ?? null, b ?? null)) return [];
    const at = [...path, name];
    const [ours, others] = [a ?? {}, b ?? {}];
    if (part.properties && isObject(ours) && isObject(others)) return differences(part, ours, others, at);
    return [{ pointer: `/${at.join('/')}`, schema: part, path: at, mine: a, theirs: b }];
  });
}

/** Whether a schema has a place for a value there. */
export function hasPlace(schema: Schema, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  const { properties, additionalProperties } = schema;
  const part = properties?.[name];
  if (part) return hasPlace(part, rest);
  return !properties || Boolean(additionalProperties);
}

/** A value with changes made to it. What is undefined in mine is taken out. */
export const withChanges = (value: Value, changes: readonly Difference[]): Value =>
  changes.reduce((changed, { path, mine }) => placed(changed, path, mine), value);

function placed(value: Value, [name = '', ...rest]: readonly string[], put: unknown): Value {
  const { [name]: there, ...others } = value;
  const part = rest.length > 0 ? placed(isObject(there) ? there : {}, rest, put) : put;
  return part === undefined ? others : { ...others, [name]: part };
}

const isObject = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
