import { Command } from 'commander';
import { action } from '../action.ts';
import { checkDatabase } from '../doctor/database.ts';
import { checkConfig, checkPlugins, checkSecretKey } from '../doctor/deployment.ts';
import type { Finding } from '../doctor/finding.ts';
import { checkDisk, checkNode, checkPort } from '../doctor/machine.ts';
import { exitCode } from '../failure.ts';
import { styled } from '../terminal.ts';

export const doctorCommand = () =>
  new Command('doctor')
    .summary('tell what is wrong, and what to do')
    .description(
      'Looks at this machine, the configuration, the plugins and the database, and changes nothing.\n' +
        'Ends with 1 when something is wrong; warnings alone end with 0.',
    )
    .action(
      action(async ({ options, terminal }) => {
        const findings = await examine(options.config);
        const isWrong = findings.some(({ state }) => state === 'wrong');
        terminal.result({ ok: !isWrong, findings }, () => told(findings));
        return isWrong ? exitCode.failed : exitCode.ok;
      }),
    );

async function examine(file: string | undefined): Promise<Finding[]> {
  const { finding, config, resolved } = await checkConfig(file);
  const findings = [checkNode(), finding];
  if (!config || !resolved) return findings;
  return [
    ...findings,
    ...checkPlugins(resolved),
    checkSecretKey(resolved),
    await checkPort(resolved.http),
    await checkDisk(resolved),
    ...(await checkDatabase(config, resolved)),
  ];
}

const marks = {
  ok: ['green', 'ok     '],
  warning: ['yellow', 'warning'],
  wrong: ['red', 'WRONG  '],
  skipped: ['dim', 'skipped'],
} as const;

function told(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const indent = ' '.repeat(width + 11);
  const lines = findings.flatMap(({ check, state, found, mend }) => {
    const [style, mark] = marks[state];
    return [
      `${styled(style, mark)}  ${check.padEnd(width)}  ${found.replaceAll('\n', `\n${indent}`)}`,
      ...(mend ? [`${indent}${styled('bold', 'What to do:')} ${mend}`] : []),
    ];
  });
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  const summary =
    count('wrong') > 0
      ? `${count('wrong')} wrong, ${count('warning')} to look at.`
      : count('warning') > 0
        ? `It works; ${count('warning')} to look at.`
        : 'All is well.';
  return [...lines, '', summary].join('\n');
}
