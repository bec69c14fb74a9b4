import type { Static, TSchema } from 'typebox';
import type { Fault } from '../http/problem.ts';
import { defineExtensionPoint } from '../plugin/extension-point.ts';
import type { Language, Text } from '../text.ts';

/** Where on the journey a moment lies. */
export const stages = ['intent', 'entry', 'browse', 'advice', 'checkout', 'after'] as const;
export type Stage = (typeof stages)[number];

/** Moment types by name. Plugins add theirs: `declare module '@chaland/core' { interface MomentTypes { receipt: Receipt } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging.
export interface MomentTypes {}

export interface MomentType<Data = unknown> {
  /** Lower-case words joined by dots or dashes: `receipt`, `cart.abandoned`. */
  type: string;
  /** Of the data's shape, from 1. */
  version: number;
  stage: Stage;
  title: Text;
  /** JSON Schema of `data`. */
  schema: TSchema;
  /** What the schema can't say: sums, currencies. Pointers start at the data. */
  check?(data: Data): Fault[];
  /** One line for a timeline. */
  summary(data: Data, language: Language): string;
  /** Raises data of an older version to the next one. */
  upcast?: Record<number, (data: unknown) => unknown>;
  /**
   * False where it doesn't show that the person is still there, as an opened mail: time to forget somebody is
   * counted from their last real contact.
   */
  contact?: boolean;
  /**
   * What erasing its person does with it; 'delete' where absent. A function is for what the law says must stay,
   * as accounts do: it returns the data without anything that tells of the person, and the moment is nobody's.
   */
  erase?: 'delete' | ((data: Data) => Data);
  /** True where the person bought something: a soft opt-in asks for one. */
  sale?: boolean;
  /** Data such as it has, for the documentation, and for `chaland erase --prove`. */
  sample?: Data;
}

export const momentTypes = defineExtensionPoint<MomentType>('core.moment-types');

/** Contributes a moment type; `check` and `summary` are typed by its schema. */
export function momentType<S extends TSchema>(definition: MomentType<Static<S>> & { schema: S }) {
  return momentTypes(definition as unknown as MomentType);
}
