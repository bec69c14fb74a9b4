import type { Row } from './row.ts';

/** The rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ work, raw, ours, ratio, reach, reached, note }) => [
    note ? `${work} (${note})` : work,
    raw ?? '–',
    ours,
    ratio === null ? '–' : ratio.toFixed(2),
    reach,
    reached ? 'yes' : '**no**',
  ]);
  const all = [
    ['work', 'raw limit', 'Chaland', 'ratio', 'reach', 'reached'],
    ['---', '---', '---', '---', '---', '---'],
    ...lines,
  ];
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
