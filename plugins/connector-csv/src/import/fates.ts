import type { Fate } from '@chaland/core';

/** A moment that core refused. */
export interface Refusal {
  /** Among the moments of its batch. */
  index: number;
  fate: 'conflict' | 'rejected';
  /** To count by. */
  reason: string;
  /** For whoever mends the row. */
  text: string;
}

/** What became of a batch's moments. */
export interface BatchFates {
  recorded: number;
  duplicates: number;
  refused: Refusal[];
}

export function summarise(fates: readonly Fate[]): BatchFates {
  const refused: Refusal[] = [];
  let duplicates = 0;
  for (const [index, fate] of fates.entries()) {
    if ('problem' in fate) refused.push({ index, fate: fate.fate, ...told(fate.problem) });
    else if (fate.fate === 'duplicate') duplicates++;
  }
  return { recorded: fates.length - duplicates - refused.length, duplicates, refused };
}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  pointer?: string;
  errors?: { pointer: string; message: string }[];
}

/** Faults that name what somebody has to create are counted by that name. */
const namesWhatIsMissing = /_UNKNOWN$/;

function told(problem: ProblemBody): { reason: string; text: string } {
  const { code = 'unknown', title = '', errors: [first] = [] } = problem;
  const pointer = problem.pointer ?? first?.pointer ?? '';
  const detail = problem.detail ?? first?.message ?? title;
  const text = `${code}: ${detail}${pointer ? ` (${pointer})` : ''}`;
  if (namesWhatIsMissing.test(code)) return { reason: `${code}: ${detail}`, text };
  // One reason for the third line and the fourth.
  const place = pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  return { reason: place ? `${code} ${place}` : code, text };
}
