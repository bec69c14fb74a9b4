import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { makeCheckpoint } from '../../consent/ledger/checkpoint.ts';
import { checkpointLines, readCheckpointFile } from '../../consent/ledger/checkpoint-file.ts';
import type { Verification } from '../../consent/ledger/findings.ts';
import { action } from '../action.ts';
import { withChaland } from '../deployment.ts';
import { exitCode } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { grouped, showProgress } from '../progress.ts';
import { styled } from '../terminal.ts';

export const consentCommand = () =>
  new Command('consent')
    .summary('verify the consent ledger, and keep checkpoints of it')
    .addCommand(verifyCommand())
    .addCommand(checkpointCommand());

const verifyCommand = () =>
  new Command('verify')
    .summary('tell whether the ledger is as it was written')
    .description(
      'Walks every chain from its beginning to its head, with the personal parts, the wording of notices and the\n' +
        'checkpoints. Ends with 1 and names the record where a byte was changed, a record dropped, or the order\n' +
        'altered. Whoever was erased verifies as erased.',
    )
    .option('--checkpoint <file>', 'hold it against a checkpoint that was kept elsewhere')
    .action(
      action<{ checkpoint?: string }>((call) =>
        interruptible(call.terminal, 'nothing is changed by it', (signal) =>
          withChaland(
            call,
            async ({ consents }) => {
              const { checkpoint } = call.options;
              const file = checkpoint && (await readCheckpointFile(linesOf(checkpoint), checkpoint));
              const progress = showProgress(call.terminal, { title: 'Verifying', unit: 'records' });
              const verification = await consents.verify({
                ...(file ? { file } : {}),
                progress: (records) => progress.update({ done: records }),
                signal,
              });
              progress.end();
              call.terminal.result(verification, () => told(verification));
              return verification.intact ? exitCode.ok : exitCode.failed;
            },
            { signal },
          ),
        ),
      ),
    );

const checkpointCommand = () =>
  new Command('checkpoint')
    .summary('make a checkpoint, and write it out to be kept elsewhere')
    .description(
      'Takes the heads of all chains, and writes them as NDJSON. Keep the file where whoever runs the database\n' +
        'cannot change it: `chaland consent verify --checkpoint <file>` tells by it what was dropped or written anew.',
    )
    .option('--out <file>', 'where to; standard output where absent')
    .action(
      action<{ out?: string }>((call) =>
        withChaland(call, async ({ db, clock }) => {
          const checkpoint = await makeCheckpoint(db, clock);
          const { out } = call.options;
          const target = out ? createWriteStream(out) : process.stdout;
          for await (const lines of checkpointLines(db, checkpoint)) {
            if (!target.write(lines)) await once(target, 'drain');
          }
          if (!out) return;
          target.end();
          await once(target, 'finish');
          call.terminal.result(
            { ...checkpoint, file: resolve(out) },
            () => `Checkpoint ${checkpoint.n} is written to ${resolve(out)}`,
          );
        }),
      ),
    );

/** The file's lines as they are read. */
function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

function told({ intact, profiles, records, erased, checkpoints, found, findings }: Verification): string {
  const walked = `${grouped(records)} records of ${grouped(profiles)} profiles, ${grouped(erased)} erased, ${grouped(checkpoints)} checkpoints`;
  if (intact) return `${styled('green', 'Intact')}: ${walked}.`;
  return [
    `${styled('red', 'Not intact')}: ${walked}; ${grouped(found)} found.`,
    ...findings.map(
      ({ code, recordId, message }) => `  ${code}: ${message}${recordId ? ` (${recordId})` : ''}`,
    ),
    ...(found > findings.length ? [`  … and ${grouped(found - findings.length)} more`] : []),
  ].join('\n');
}
