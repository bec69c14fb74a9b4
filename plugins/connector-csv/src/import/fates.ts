import type { Fates, RecordCounts, RecordFate } from '@chaland/core';

/** A group of rows of which a record was refused. */
export interface Refusal {
  /** Among the groups of its batch that bring something. */
  index: number;
  fate: 'conflict' | 'rejected';
  /** To count by. */
  reason: string;
  /** For whoever mends the row. */
  text: string;
}

/** What became of a batch: moments, records of other kinds, and the groups of which one was refused. */
export interface BatchFates {
  recorded: number;
  duplicates: number;
  /** Moments that were refused. */
  conflicts: number;
  rejectedMoments: number;
  records?: Record<string, RecordCounts>;
  refused: Refusal[];
}

/** @param fates of each group that brings something, by kind */
export function summarise(fates: readonly Fates[]): BatchFates {
  const moments = none();
  const records: Record<string, RecordCounts> = {};
  const refused: Refusal[] = [];
  for (const [index, byKind] of fates.entries()) {
    let first: Refusal | undefined;
    for (const [kind, of] of Object.entries(byKind)) {
      if (kind !== 'moments') records[kind] ??= none();
      const counts = kind === 'moments' ? moments : records[kind]!;
      for (const fate of of) {
        counts[countOf(fate)]++;
        if (fate.fate === 'conflict' || fate.fate === 'rejected') {
          first ??= { index, fate: fate.fate, ...told(fate.problem ?? {}, kind) };
        }
      }
    }
    if (first) refused.push(first);
  }
  return {
    recorded: moments.recorded,
    duplicates: moments.unchanged,
    conflicts: moments.conflict,
    rejectedMoments: moments.rejected,
    ...(Object.keys(records).length > 0 ? { records } : {}),
    refused,
  };
}

const none = (): RecordCounts => ({ recorded: 0, unchanged: 0, conflict: 0, rejected: 0 });

const countOf = ({ fate }: RecordFate): keyof RecordCounts => (fate === 'duplicate' ? 'unchanged' : fate);

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  pointer?: string;
  errors?: { pointer: string; message: string }[];
}

/** Faults that name what somebody has to create are counted by that name. */
const namesWhatIsMissing = /_UNKNOWN$/;

/** @param kind named beside the place where it isn't a moment's */
function told(problem: ProblemBody, kind: string): { reason: string; text: string } {
  const { code = 'unknown', title = '', errors: [first] = [] } = problem;
  const pointer = problem.pointer ?? first?.pointer ?? '';
  const detail = problem.detail ?? first?.message ?? title;
  const at = kind === 'moments' ? pointer : `/${kind}${pointer}`;
  const text = `${code}: ${detail}${at ? ` (${at})` : ''}`;
  if (namesWhatIsMissing.test(code)) return { reason: `${code}: ${detail}`, text };
  // One reason for the third line and the fourth.
  const place = at.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  return { reason: place ? `${code} ${place}` : code, text };
}
