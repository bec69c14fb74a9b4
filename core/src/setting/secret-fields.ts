import { pointerOf } from './pointer.ts';

interface Schema {
  [keyword: string]: unknown;
  properties?: Record<string, Schema>;
}

/** Pointers to the settings marked `x-secret: true`. */
export function secretFields(schema: unknown, at: readonly string[] = []): string[] {
  const { properties = {} } = (schema ?? {}) as Schema;
  return Object.entries(properties).flatMap(([name, property]) => [
    ...(property['x-secret'] === true ? [pointerOf([...at, name])] : []),
    ...secretFields(property, [...at, name]),
  ]);
}

/** How many secrets are marked anywhere in the schema, those that no pointer leads to included. */
export function countSecrets(schema: unknown): number {
  if (typeof schema !== 'object' || schema === null) return 0;
  const own = (schema as Schema)['x-secret'] === true ? 1 : 0;
  return Object.values(schema).reduce((sum: number, part) => sum + countSecrets(part), own);
}
