import { isDeepStrictEqual } from 'node:util';

type Json = Record<string, unknown>;

/**
 * Collects the schemas that have an `$id`, so that each is told once and referred to by name.
 * Of two different ones with one name, a plugin's is called by its plugin too.
 */
export function schemaComponents() {
  const components: Record<string, unknown> = {};

  function nameOf(id: string, plugin: string, schema: unknown): string {
    const base = id.replaceAll(/[^\w.-]/g, '_');
    for (const name of [base, `${plugin}.${base}`]) {
      if (!(name in components)) {
        components[name] = schema;
        return name;
      }
      if (isDeepStrictEqual(components[name], schema)) return name;
    }
    throw new Error(`Two schemas of "${plugin}" are both called "${id}": give one another $id.`);
  }

  function refer(value: unknown, plugin: string): unknown {
    if (Array.isArray(value)) return value.map((item) => refer(item, plugin));
    if (typeof value !== 'object' || value === null) return value;
    const { $id, ...rest } = value as Json;
    const schema = Object.fromEntries(
      Object.entries(rest)
        .filter(([, part]) => typeof part !== 'function' && part !== undefined)
        .map(([key, part]) => [key, refer(part, plugin)]),
    );
    if (typeof $id !== 'string') return $id === undefined ? schema : { $id: refer($id, plugin), ...schema };
    return { $ref: `#/components/schemas/${nameOf($id, plugin, schema)}` };
  }

  return { components, refer };
}
