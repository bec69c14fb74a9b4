import type { ImportContent, ImportReport, MomentInput, RecordCounts, Text } from '@chaland/core';
import { faultText } from '../fault/fault-texts.ts';
import { inEnglish, type Reason } from '../fault/reason.ts';
import type { Mapped, RejectedRow } from '../mapping/compile.ts';
import type { BatchFates } from './fates.ts';

export interface CsvReport extends ImportReport {
  reasons: (ImportReport['reasons'][number] & {
    /** The reason in both languages, where it is known in both. */
    text?: Text;
  })[];
  content: ImportContent;
}

/** Reasons counted apart at most: a mistake in a mapping must not fill the memory. */
const mostReasons = 200;
const mostExamples = 3;
const otherReasons = faultText('other', {});

/** Counts what becomes of rows and moments. */
export class Tally {
  #used = 0;
  #rejected = 0;
  readonly #moments = { recorded: 0, duplicate: 0, conflict: 0, rejected: 0 };
  readonly #records: Record<string, RecordCounts> = {};
  readonly #reasons = new Map<string, { reason: Reason; rows: number; lines: number[] }>();
  readonly #types = new Map<string, number>();
  readonly #customers = { known: 0, unknown: 0 };
  readonly #sample: MomentInput[] = [];
  readonly #sampled: number;
  #from: string | undefined;
  #to: string | undefined;

  /** @param sampled moments to keep for the report */
  constructor(sampled = 0) {
    this.#sampled = sampled;
  }

  get recorded(): number {
    return Object.values(this.#records).reduce((sum, { recorded }) => sum + recorded, this.#moments.recorded);
  }

  get rejected(): number {
    return this.#rejected;
  }

  fates({ recorded, duplicates, conflicts, rejectedMoments, records = {} }: BatchFates): void {
    this.#moments.recorded += recorded;
    this.#moments.duplicate += duplicates;
    this.#moments.conflict += conflicts;
    this.#moments.rejected += rejectedMoments;
    for (const [kind, counts] of Object.entries(records)) {
      this.#records[kind] ??= { recorded: 0, unchanged: 0, conflict: 0, rejected: 0 };
      const sum = this.#records[kind];
      for (const fate of ['recorded', 'unchanged', 'conflict', 'rejected'] as const)
        sum[fate] += counts[fate];
    }
  }

  used({ moment, used }: Mapped): void {
    this.#used += used.length;
    if (!moment) return;
    const { type, time, customer } = moment;
    this.#types.set(type, (this.#types.get(type) ?? 0) + 1);
    this.#customers[customer ? 'known' : 'unknown']++;
    if (this.#from === undefined || time < this.#from) this.#from = time;
    if (this.#to === undefined || time > this.#to) this.#to = time;
    if (this.#sample.length < this.#sampled) this.#sample.push(moment);
  }

  reject({ row, reason }: RejectedRow): void {
    this.#rejected++;
    const known = this.#reasons.has(inEnglish(reason)) || this.#reasons.size < mostReasons;
    const counted = known ? reason : otherReasons;
    const key = inEnglish(counted);
    const entry = this.#reasons.get(key) ?? { reason: counted, rows: 0, lines: [] };
    entry.rows++;
    if (entry.lines.length < mostExamples) entry.lines.push(row.line);
    this.#reasons.set(key, entry);
  }

  report(read: number, complete: boolean): CsvReport {
    const reasons = [...this.#reasons]
      .map(([english, { reason, rows, lines }]) => ({
        reason: english,
        ...(typeof reason === 'string' ? {} : { text: reason }),
        rows,
        example: `line ${lines.join(', ')}`,
      }))
      .sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
    const [from, to] = [this.#from, this.#to];
    return {
      rows: { read, used: this.#used, rejected: this.#rejected },
      moments: { ...this.#moments },
      ...(Object.keys(this.#records).length > 0 ? { records: { ...this.#records } } : {}),
      reasons,
      complete,
      content: {
        types: Object.fromEntries(this.#types),
        customers: { ...this.#customers },
        ...(from !== undefined && to !== undefined ? { period: { from, to } } : {}),
        sample: this.#sample,
      },
    };
  }
}
