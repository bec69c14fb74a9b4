import type { Schema } from './schema.ts';

/** What a custom field of a form is given; it emits `update:modelValue`. */
export interface FieldProps {
  /** The value, by the schema; undefined where nothing is set. */
  modelValue: unknown;
  /** The field's own schema. */
  schema: Schema;
  /** For the input's `id`, so that its label belongs to it. */
  id: string;
  disabled?: boolean;
  /** Whether something is wrong with the value; what it is stands below the field. */
  invalid?: boolean;
}
