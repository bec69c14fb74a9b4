import type { Schema } from '../../kit/index.ts';

/** The part of a schema that is secret, nothing of it required: what a form of new secrets asks for. */
export function secretsOf(schema: Schema): Schema {
  if (schema['x-secret']) return schema;
  const parts = Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const secret = secretsOf(part);
    return secret['x-secret'] || secret.properties ? [[name, secret] as const] : [];
  });
  const { required: _, properties: __, ...rest } = schema;
  return parts.length > 0 ? { ...rest, properties: Object.fromEntries(parts) } : { type: 'object' };
}
