import { type problem as coreProblem, didYouMean, type Fault } from '@chaland/core';
import { problem } from '../problem.ts';
import type { Row } from '../read/rows.ts';
import type { Mapping } from './mapping.ts';
import { numberReader, type ReadNumber } from './number.ts';

/** Gives the value of an expression for a row of its group; undefined where there is none. */
export type Evaluate<T = unknown> = (row: Row, group: readonly Row[]) => T | undefined;

/** What a mapping's expressions are compiled against: the file's columns, and its ways to write. */
export class Scope {
  readonly columns: readonly string[];
  readonly readNumber: ReadNumber;
  /** Set once the mapping's own currency is compiled. */
  currency: Evaluate | undefined;
  readonly #unknown: Fault[] = [];
  readonly #twice: Fault[] = [];
  readonly #faults: Fault[] = [];

  constructor(columns: readonly string[], { file = {} }: Pick<Mapping, 'file'>) {
    this.columns = columns;
    this.readNumber = numberReader(file);
  }

  /** Where a column stands; 0 with a fault noted where it doesn't. */
  column(name: string, pointer: string): number {
    const index = this.columns.indexOf(name);
    if (index < 0) {
      const message = `the file has no column "${name}". ${didYouMean(name, this.columns)}It has: ${this.columns.join(', ')}`;
      this.#unknown.push({ pointer, message });
    } else if (this.columns.lastIndexOf(name) !== index) {
      const last = this.columns.lastIndexOf(name);
      this.#twice.push({
        pointer,
        message: `columns ${index + 1} and ${last + 1} are both called "${name}"`,
      });
    }
    return Math.max(index, 0);
  }

  fault(pointer: string, message: string): void {
    this.#faults.push({ pointer, message });
  }

  /** @throws CSV_MAPPING_INVALID, CSV_COLUMN_MISSING, CSV_COLUMN_TWICE with every fault there is */
  refuseFaults(): void {
    if (this.#faults.length > 0) throw problem('CSV_MAPPING_INVALID', told(this.#faults));
    if (this.#unknown.length > 0) throw problem('CSV_COLUMN_MISSING', told(this.#unknown));
    if (this.#twice.length > 0) throw problem('CSV_COLUMN_TWICE', told(this.#twice));
  }
}

/** The first fault in words, and all of them with their pointers. */
export function told(errors: Fault[]): Parameters<typeof coreProblem>[1] {
  const [first, ...others] = errors as [Fault, ...Fault[]];
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return { detail: `${first.message}${more}`, pointer: first.pointer, errors };
}
