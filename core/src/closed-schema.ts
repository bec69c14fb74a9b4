import type { TSchema } from 'typebox';
import { didYouMean } from './did-you-mean.ts';
import type { Fault } from './http/problem.ts';
import { exactly, type Validate } from './http/validate.ts';
import { stepsOf } from './setting/pointer.ts';

interface Schema {
  [keyword: string]: unknown;
  properties?: Record<string, Schema>;
}

/**
 * Checks what people write by hand. An object that doesn't say what else it may hold, holds nothing else: a key
 * that nobody reads is most likely mistyped, and would be waited for in vain; what was meant is guessed.
 * @param options.partial what is there must be right, but what is needed may be missing: it is set elsewhere
 * @returns also fills in the schema's defaults, in place
 */
export function closedSchema(schema: unknown, { partial = false } = {}): Validate {
  const closed = close(JSON.parse(JSON.stringify(schema)) as Schema, partial);
  const validate = exactly(closed as TSchema);
  return (value) => validate(value)?.map((fault) => withGuess(closed, fault));
}

function close({ required, properties, ...rest }: Schema, partial: boolean): Schema {
  const needed = required && !partial ? { required } : {};
  if (!properties) return { ...rest, ...needed };
  return {
    additionalProperties: false,
    ...rest,
    ...needed,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, part]) => [name, close(part, partial)]),
    ),
  };
}

function withGuess(schema: Schema, { pointer, message }: Fault): Fault {
  const steps = stepsOf(pointer);
  const key = steps.pop();
  let parent: Schema | undefined = schema;
  for (const step of steps) parent = parent?.properties?.[step];
  if (key === undefined || !parent?.properties || key in parent.properties) return { pointer, message };
  const guess = didYouMean(key, Object.keys(parent.properties)).trim();
  return { pointer, message: guess ? `${message}. ${guess}` : message };
}
