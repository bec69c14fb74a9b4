import type { Text } from '../text/language.ts';

/** The part of JSON Schema that forms are made of. */
export interface Schema {
  type?: string | readonly string[];
  /** In English; `x-title` has both languages. */
  title?: string;
  description?: string;
  'x-title'?: Text;
  'x-description'?: Text;
  /** Kept encrypted, never shown: an empty field leaves it as it is. */
  'x-secret'?: boolean;
  /** Names a field of an extension's `fields`. */
  'x-ui'?: string;
  /** Names of an enum's values, by value. */
  'x-labels'?: Record<string, Text>;
  default?: unknown;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  format?: string;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, Schema>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
}
