import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Chaland } from '../../boot.ts';
import {
  type ImportContent,
  type Importer,
  type ImportReport,
  importers,
} from '../../connection/importer.ts';
import { problem } from '../../http/problem.ts';
import { action, type Call } from '../action.ts';
import { withChaland } from '../deployment.ts';
import { drainShown } from '../drain.ts';
import { exitCode } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { grouped, showProgress } from '../progress.ts';

interface ImportCommandOptions {
  mapping?: string;
  rejects?: string;
  dryRun?: boolean;
  resume: boolean;
  drain: boolean;
}

export const importCommand = () =>
  new Command('import')
    .summary("take in a file, e.g. a till's export")
    .description(
      'Reads a file with the plugin that knows its kind, records what it tells as not live (nobody is thanked\n' +
        'today for last year’s receipt), and hands it to the subscribers.\n\n' +
        'It can be cut short and run again: it goes on where it stood. The same file twice changes nothing.\n' +
        'Ends with 1 when rows were rejected or the file was not read to its end.',
    )
    .argument('<file>', 'what to read; .gz as it is')
    .option('--mapping <file>', 'how its columns become moments')
    .option('--dry-run', 'tell what would happen, and record nothing')
    .option('--rejects <file>', 'where rejected rows go, each with its line number and reason')
    .option('--resume', 'go on after an import that was cut short (the default)')
    .option('--no-resume', 'read from the first row again')
    .option('--no-drain', 'leave the subscribers to the running server')
    .addHelpText(
      'after',
      '\nExample:\n  $ chaland import receipts-2026.csv.gz --mapping till.mapping.json --rejects rejected.csv',
    )
    .action(
      action<ImportCommandOptions>((call, file) =>
        interruptible(call.terminal, 'the batch under way is finished first; run again to go on', (signal) =>
          withChaland(call, (chaland) => importFile(chaland, call, resolve(file), signal), { signal }),
        ),
      ),
    );

async function importFile(
  chaland: Chaland,
  { options, terminal }: Call<ImportCommandOptions>,
  file: string,
  signal: AbortSignal,
): Promise<number> {
  const { mapping, rejects, dryRun = false, resume = true, drain } = options;
  const { plugin, value: chosen } = importerFor(chaland, file);
  const progress = showProgress(terminal, { title: dryRun ? 'Trying' : 'Reading', unit: 'rows' });
  const report = await chosen.run(
    {
      file,
      dryRun,
      resume,
      signal,
      ...(mapping ? { mapping: resolve(mapping) } : {}),
      ...(rejects ? { rejects: resolve(rejects) } : {}),
      progress({ done, total, rows, rejected }) {
        progress.update({
          done,
          rows,
          ...(total === undefined ? {} : { total }),
          ...(rejected > 0 ? { note: `${grouped(rejected)} rejected` } : {}),
        });
      },
    },
    chaland.contextOf(plugin),
  );
  progress.end();
  if (!dryRun && drain && !signal.aborted) await drainShown(chaland.stream, terminal, { signal });
  terminal.result({ ...report, dryRun }, () => told(report, dryRun));
  if (signal.aborted) return exitCode.interrupted;
  return report.complete && report.rows.rejected === 0 ? exitCode.ok : exitCode.failed;
}

function importerFor({ plugins }: Chaland, file: string): { plugin: string; value: Importer } {
  const all = plugins.extensions.all(importers);
  const found = all.find(({ value }) => value.accepts(file));
  if (found) return found;
  throw problem('CHL_IMPORTER_UNKNOWN', {
    detail:
      all.length === 0
        ? 'no enabled plugin reads files'
        : `the enabled plugins read: ${all.map(({ value }) => value.title.en).join(', ')}`,
  });
}

function told(report: ImportReport, dryRun: boolean): string {
  const { rows, moments, records = {}, reasons, content, rejects, complete } = report;
  const would = dryRun ? 'would be ' : '';
  return [
    ...(dryRun ? ['Nothing was recorded: this was a dry run.'] : []),
    `Rows:     ${grouped(rows.read)} read, ${grouped(rows.used)} ${would}used, ${grouped(rows.rejected)} ${would}rejected`,
    `Moments:  ${grouped(moments.recorded)} ${would}recorded, ${grouped(moments.duplicate)} there before, ` +
      `${grouped(moments.conflict)} in conflict, ${grouped(moments.rejected)} ${would}rejected`,
    ...Object.entries(records).map(
      ([kind, of]) =>
        `${`${kind}:`.padEnd(9)} ${grouped(of.recorded)} ${would}recorded, ${grouped(of.unchanged)} unchanged, ` +
        `${grouped(of.conflict)} in conflict, ${grouped(of.rejected)} ${would}rejected`,
    ),
    ...reasons.map(
      ({ reason, rows: count, example }) =>
        `  ${grouped(count)} × ${reason}${example ? `, e.g. ${example}` : ''}`,
    ),
    ...(content ? contentTold(content) : []),
    ...(rejects ? [`Rejected rows with their reasons: ${rejects}`] : []),
    ...(complete ? [] : ['The file was not read to its end: run the same command again to go on.']),
  ].join('\n');
}

function contentTold({ types, customers, period, sample }: ImportContent): string[] {
  const counted = Object.entries(types).map(([type, count]) => `${grouped(count)} × ${type}`);
  return [
    ...(counted.length > 0 ? [`Types:    ${counted.join(', ')}`] : []),
    `Customer: known in ${grouped(customers.known)} moments, not in ${grouped(customers.unknown)}`,
    ...(period ? [`Times:    ${period.from} to ${period.to}`] : []),
    ...sample.map((moment) => `Example:  ${JSON.stringify(moment)}`),
  ];
}
