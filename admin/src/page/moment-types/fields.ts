/** A field of a type's data, as its JSON Schema tells it. */
export interface Field {
  /** `lines[].sku` */
  path: string;
  kind: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'null' | 'any';
  required: boolean;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kinds = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] as const;

/** The one of several options that says something: "or null" is said by none being required. */
function telling(schema: Json): Json {
  const options = (schema.anyOf ?? schema.oneOf) as unknown[] | undefined;
  return options?.filter(isObject).find(({ type }) => type !== 'null') ?? schema;
}

function kindOf(schema: Json): Field['kind'] {
  const types = [schema.type].flat().filter((type) => type !== 'null');
  const found = kinds.find((kind) => kind === types[0]);
  if (found) return found;
  const value = schema.const ?? (schema.enum as unknown[] | undefined)?.[0];
  if (value === undefined) return 'any';
  return kinds.find((kind) => kind === typeof value) ?? 'any';
}

/** The fields of a type's data in the order of its schema, those of lists and groups below them; two deep. */
export function fieldsOf(schema: Json, above = '', depth = 0): Field[] {
  const { properties, required } = schema;
  if (!isObject(properties)) return [];
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties).flatMap(([name, given]): Field[] => {
    const own = telling(isObject(given) ? given : {});
    const kind = kindOf(own);
    const path = `${above}${name}`;
    const field = { path, kind, required: needed.has(name) };
    if (depth >= 2) return [field];
    if (kind === 'array' && isObject(own.items))
      return [field, ...fieldsOf(own.items, `${path}[].`, depth + 1)];
    return kind === 'object' ? [field, ...fieldsOf(own, `${path}.`, depth + 1)] : [field];
  });
}
