import type { TSchema } from 'typebox';
import type { ConsentInput } from '../../consent/consents.ts';
import type { Context } from '../../context.ts';
import { type Fault, problem } from '../../http/problem.ts';
import { exactly, type Validate } from '../../http/validate.ts';
import { unstorable } from '../../moment/canonical.ts';
import type { MomentInput } from '../../moment/moment.ts';
import { defineExtensionPoint } from '../../plugin/extension-point.ts';
import type { StoreInput } from '../../store/stores.ts';
import type { Text } from '../../text.ts';
import type { ProfileInput } from './profile-input.ts';
import type { RequestInput } from './request-input.ts';
import type { StaffInput } from './staff-input.ts';

/**
 * What a delivery, a file or a mapping brings in, by kind of record. Sources are left out: they are the connection's.
 * Plugins add kinds: `declare module '@chaland/core' { interface BroughtRecords { products?: ProductInput[] } }`.
 */
export interface BroughtRecords {
  stores?: StoreInput[];
  staff?: StaffInput[];
  /** What a source says of people, whatever happened. The latest `time` wins, in whatever order they come. */
  profiles?: ProfileInput[];
  moments?: Omit<MomentInput, 'source'>[];
  consents?: Omit<ConsentInput, 'source'>[];
  /** What people ask for of their rights, through the source. */
  requests?: RequestInput[];
}

/**
 * What a delivery says: records, or nothing that Chaland has use for, and why, in both languages; a string is as a
 * retailer wrote it, in their own. `pull`: it only notes that something
 * changed, or tells half of it; the connection is pulled soon, once for all that are noted meanwhile.
 */
export type Brought = (BroughtRecords | { ignored: Text | string }) & { pull?: true };

/** A kind of record that can be brought in. */
export interface RecordKind<Input = unknown> {
  /** Its name in {@link BroughtRecords}: `moments`, `products`. */
  id: string;
  title: Text;
  /** JSON Schema of one, without its source. */
  schema: TSchema;
  /** Kinds are written from the lowest to the highest: stores (10), people (20), what people do (30). */
  order: number;
  /** `write` judges by itself what the schema refuses; where absent, that is rejected before it is asked. */
  judges?: boolean;
  /**
   * Writes them, in the current unit of work and a handful of statements, each judged by itself; written again,
   * nothing changes, and an older one doesn't overwrite a newer one. Up to 1,000.
   * @returns what became of each, in order
   */
  write(items: readonly Input[], options: WriteOptions, context: Context): Promise<RecordFate[]>;
}

export interface WriteOptions {
  /** Of the connection. */
  source: string;
  live: boolean;
}

/** What became of one record. */
export interface RecordFate {
  /** `unchanged` and `duplicate`: it was there before. */
  fate: 'recorded' | 'unchanged' | 'duplicate' | 'conflict' | 'rejected';
  /** The profile that it speaks of, if any: so that erasing a person finds what was delivered of them. */
  profile?: string;
  /** Of a conflict or a rejection; its pointer is into the record. */
  problem?: Record<string, unknown>;
}

export const recordKinds = defineExtensionPoint<RecordKind>('core.record-kinds');

/** Contributes a kind of record. */
export const recordKind = <Input>(definition: RecordKind<Input>) => {
  const kind = definition as unknown as RecordKind;
  if (kind.judges) return recordKinds(kind);
  return recordKinds({ ...kind, write: onlyFitting(exactly(kind.schema), kind.write.bind(kind)) });
};

const onlyFitting =
  (check: Validate, write: RecordKind['write']): RecordKind['write'] =>
  async (items, options, context) => {
    const refused = items.map((item) => check(item) ?? unkept(item));
    if (!refused.some(Boolean)) return items.length > 0 ? write(items, options, context) : [];
    const fitting = items.filter((_item, index) => !refused[index]);
    const fates = fitting.length > 0 ? await write(fitting, options, context) : [];
    let next = 0;
    return refused.map((faults) => (faults ? rejectedFor(faults) : fates[next++]!));
  };

const unkept = (item: unknown): Fault[] | undefined => {
  const faults = unstorable(item);
  return faults.length > 0 ? faults : undefined;
};

function rejectedFor(errors: Fault[]): RecordFate {
  const { message: detail, pointer } = errors[0]!;
  const details = { detail, pointer, ...(errors.length > 1 ? { errors } : {}) };
  return { fate: 'rejected', problem: problem('CHL_INPUT_INVALID', details).toJSON() };
}
