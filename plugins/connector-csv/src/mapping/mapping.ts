import type { Text } from '@chaland/core';
import type { Encoding } from '../read/lines.ts';

/** How the rows of a file become moments and other records. `mapping.schema.json` is its JSON Schema. */
export interface Mapping {
  $schema?: string;
  title?: string;
  /** What the moments say they come from: `pos-paris`. With their ids it makes them unique. */
  source: string;
  file?: FileFormat;
  /** Created where no store has the code yet; an existing store is left as it is. */
  stores?: StoreDeclaration[];
  /** What `as: "money"` counts in: an ISO 4217 code, or an expression that gives one. */
  currency?: Value;
  /** Rows with the same values in these columns make one moment, wherever they stand. Without it, each row does. */
  group?: string[];
  /** What is not to be recorded, and why. The first rule that fits names the reason. */
  reject?: RejectRule[];
  /** The first whose `when` fits makes the moment. It or `records` has to be there. */
  moments?: MomentRule[];
  /**
   * Of other kinds of record, by kind: `profiles`, `consents`, `stores`, `staff`, and those of plugins such as `products`
   * and `stock`. Every rule whose `when` fits makes one, with the moment or without.
   */
  records?: Record<string, RecordRule[]>;
}

export interface FileFormat {
  /** `,` where absent. */
  delimiter?: string;
  /** `"` where absent; empty where nothing is quoted. */
  quote?: string;
  /** UTF-8 where absent. */
  encoding?: Encoding;
  /** Names of the columns, where the file has no header. */
  columns?: string[];
  /** Lines above the header. */
  skip?: number;
  /** `.` where absent. */
  decimal?: '.' | ',';
  /** Between thousands; none where absent. A space stands for all kinds of spaces. */
  thousands?: ',' | '.' | ' ' | "'";
}

export interface StoreDeclaration {
  code: string;
  name: string;
  country?: string;
  timeZone?: string;
  currency?: string;
}

/** All that is named besides the column has to hold. */
export interface Condition {
  column: string;
  /** One of these; a number is compared as one: 0 is also 0.00. */
  is?: Scalar | Scalar[];
  isNot?: Scalar | Scalar[];
  startsWith?: string | string[];
  empty?: boolean;
  below?: number;
  above?: number;
}
export type Scalar = string | number;

export interface RejectRule {
  /** All of them have to hold for a row. */
  when: Condition[];
  /**
   * `any` (where absent): one such row rejects its whole group. `every`: the group, when all rows are such.
   * `each`: only these rows, and the others of the group are used.
   */
  rows?: 'any' | 'every' | 'each';
  /** As it is to be read; the report shows one in both languages in that of its reader. */
  reason: string | Text;
}

export interface RecordRule {
  /** Asked of the first row of the group. */
  when?: Condition[];
  /** The record, field by field. What comes out empty is left out. */
  record: Value;
}

export interface MomentRule {
  /** Asked of the first row of the group. */
  when?: Condition[];
  type: string;
  id: Value;
  time: Value;
  store?: Value;
  staff?: Value;
  session?: Value;
  customer?: {
    /** The source's own number of the person. */
    id?: Value;
    identifiers?: { kind: string; value: Value; verified?: boolean }[];
    attributes?: Record<string, Value>;
  };
  data: Value;
}

/**
 * A text is a template: `"{Invoice}"` is the value of a column, `"web-{Invoice}"` has text around it, and
 * `"online"` is just that; `{{` writes a brace. An object with a `$…` field is an operation; any other is the
 * object that it shows, with values inside. A value that comes out empty is left out.
 */
export type Value = string | number | boolean | null | Value[] | Operation | { [name: string]: Value };
export type Operation = ValueOperation | MultiplyOperation | SumOperation | RowsOperation;

export const kinds = ['text', 'integer', 'number', 'decimal', 'money', 'boolean', 'time', 'date'] as const;
export type Kind = (typeof kinds)[number];

interface Result {
  /**
   * What it becomes: `text` where absent; `integer` or `number` as JSON has them; `decimal` an exact number
   * as text; `money` whole minor units, rounded half-even; `time` and `date` as RFC 3339.
   */
  as?: Kind;
  /** Changes the sign of a number. */
  negate?: boolean;
}

export interface ValueOperation extends Result {
  $value: string;
  stripPrefix?: string;
  stripSuffix?: string;
  /** What to put for what. What it doesn't list is a fault, unless there is a default. */
  lookup?: Record<string, string>;
  /** For what is empty, or not in `lookup`; null leaves it out. */
  default?: string | null;
  /** Of a time or date: `dd/MM/yyyy HH:mm`. Where absent, `yyyy-MM-dd HH:mm:ss` and its like. */
  format?: string;
  /** IANA zone of a time without an offset; the store's where absent. */
  zone?: string;
}

/** Exact product. */
export interface MultiplyOperation extends Result {
  $multiply: Value[];
}

/** Exact sum over the rows of the group. */
export interface SumOperation extends Result {
  $sum: Value;
}

/** One item for each row of the group. */
export interface RowsOperation {
  $rows: Value;
  /** Only for rows for which all of these hold. */
  when?: Condition[];
}
