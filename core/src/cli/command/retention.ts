import { Command } from 'commander';
import type { Chaland } from '../../boot.ts';
import { problem } from '../../http/problem.ts';
import type { Due } from '../../privacy/retention/find-due.ts';
import { action, type Call } from '../action.ts';
import { withChaland } from '../deployment.ts';
import { exitCode } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { grouped } from '../progress.ts';
import { table } from '../table.ts';

interface RetentionOptions {
  run?: boolean;
  yes?: boolean;
}

/** Persons listed by name of their id; all of them are counted. */
const shown = 20;

export const retentionCommand = () =>
  new Command('retention')
    .summary('tell who is kept longer than the policies say, or erase them')
    .description(
      'Goes through all customers and tells who would go, by which policy and since when; nothing is erased. With --run\n' +
        'and --yes they are erased, as the job core.retention does every night. Cut short, it goes on where it stood.',
    )
    .option('--run', 'erase them')
    .option('--yes', 'really')
    .action(
      action<RetentionOptions>((call) =>
        interruptible(call.terminal, 'the batch under way is finished first; run again to go on', (signal) =>
          withChaland(
            call,
            (chaland) => (call.options.run ? run(chaland, call, signal) : tell(chaland, call)),
            {
              signal,
            },
          ),
        ),
      ),
    );

async function tell({ privacy }: Chaland, { terminal }: Call): Promise<number> {
  const policies = await privacy.retention.policies();
  const counts = new Map(policies.map(({ id }) => [id, 0]));
  const first: Due[] = [];
  let lookedAt = 0;
  let next: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof privacy.retention.dryRun>> = await privacy.retention.dryRun({
      after: next,
      limit: 1_000,
    });
    for (const one of page.due) counts.set(one.policy.id, (counts.get(one.policy.id) ?? 0) + 1);
    first.push(...page.due.slice(0, shown - first.length));
    lookedAt += page.lookedAt;
    next = page.next;
  } while (next !== null);
  terminal.result(
    { lookedAt, policies: policies.map((policy) => ({ ...policy, due: counts.get(policy.id) })) },
    () =>
      policies.length === 0
        ? 'There are no retention policies: nothing is erased by time. Set privacy.retention in the settings of core, or enable policy-fr.'
        : [
            table(
              ['policy', 'whose', 'what', 'months', 'would go'],
              policies.map(({ id, person, data, months }) => [
                id,
                person,
                data,
                String(months),
                grouped(counts.get(id) ?? 0),
              ]),
            ),
            `${grouped(lookedAt)} customers looked at; nothing was erased.`,
            ...first.map(
              ({ customerId, policy, lastContactAt }) =>
                `  ${customerId}  ${policy.id}  last contact ${lastContactAt.toISOString().slice(0, 10)}`,
            ),
          ].join('\n'),
  );
  return exitCode.ok;
}

async function run(
  { privacy, access }: Chaland,
  { options, terminal }: Call<RetentionOptions>,
  signal: AbortSignal,
): Promise<number> {
  if (!options.yes) {
    throw problem('CHL_INPUT_INVALID', {
      detail: 'an erasure can not be undone',
      mend: 'Look at who would go with `chaland retention` first; then add --yes.',
    });
  }
  const done = await privacy.retention.run({ signal });
  await access.audit.flush();
  terminal.result(done ?? null, () =>
    done
      ? [
          `${grouped(done.lookedAt)} customers looked at.`,
          ...Object.entries(done.counts).map(([policy, n]) => `  ${policy}: ${grouped(n)}`),
        ].join('\n')
      : 'There are no retention policies: nothing was erased.',
  );
  return exitCode.ok;
}
