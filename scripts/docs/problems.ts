// docs/problems.md from core's table of problems: `node scripts/chaland.mjs node scripts/docs/problems.ts`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '../../core/src/http/problem.ts';

export const file = join(import.meta.dirname, '../../docs/problems.md');

/** The page as it should be. */
export function problemsPage(): string {
  const rows = Object.entries(problem.table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { status, title, mend }]) =>
        `| \`${code}\` | ${status} | ${title}. | ${mend.replaceAll('|', '\\|')} |`,
    );
  return `# Problems, and what to do

Every error of the API is an \`application/problem+json\` document (RFC 9457) with one of these codes, the exact
fault in \`detail\`, where it lies in \`pointer\` (a JSON Pointer), and what to do in \`mend\`. The command line
prints the same. Plugins have codes of their own.

This page is written from the code's table; change it there.

| code | status | what | what to do |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

if (import.meta.main) writeFileSync(file, problemsPage());
