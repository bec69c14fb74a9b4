import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { Command, Option } from 'commander';
import { pino } from 'pino';
import { systemPrincipal } from '../../access/principal.ts';
import { createChaland } from '../../boot.ts';
import { problem } from '../../http/problem.ts';
import { type ErasureReason, givenReasons } from '../../privacy/erase/erasure.ts';
import { type Proof, proveErasure } from '../../privacy/prove/prove.ts';
import { action, type Call } from '../action.ts';
import { configOf, withChaland } from '../deployment.ts';
import { exitCode } from '../failure.ts';
import { styled } from '../terminal.ts';

interface EraseOptions {
  reason: ErasureReason;
  yes?: boolean;
  prove?: boolean;
}

export const eraseCommand = () =>
  new Command('erase')
    .summary('erase a person everywhere, or prove that this leaves nothing')
    .description(
      'Erases a customer, and everybody who was merged into it: core, every plugin, those that were removed too. What\n' +
        'the law says must stay, as receipts, is made nobody’s. It can’t be undone, so it asks for --yes.\n\n' +
        'With --prove nobody of yours is touched: a deployment of the same plugins is made in memory, an invented person\n' +
        'is put into every field that its API takes, erased, and searched for in all tables and in the log. Ends with 1\n' +
        'when something of them was left, naming table and column.',
    )
    .argument('[customer]', 'id of the customer')
    .addOption(new Option('--reason <reason>', 'why').choices([...givenReasons]).default('request'))
    .option('--yes', 'really erase')
    .option('--prove', 'prove that an erasure leaves nothing, with an invented person')
    .addHelpText(
      'after',
      '\nExample:\n  $ chaland erase 019cadc6-9a80-7ffa-b647-a5a092350e71 --yes\n  $ chaland erase --prove',
    )
    .action(
      action<EraseOptions>((call, customer) => (call.options.prove ? prove(call) : erase(call, customer))),
    );

function erase(call: Call<EraseOptions>, customer: string | undefined): Promise<void> {
  if (!customer) {
    throw problem('CHL_INPUT_INVALID', {
      detail: 'whom to erase is not told',
      mend: 'Name the id of a customer, or prove with --prove that an erasure leaves nothing.',
    });
  }
  if (!call.options.yes) {
    throw problem('CHL_INPUT_INVALID', {
      detail: 'an erasure can not be undone',
      mend: 'Look at the person with `chaland export` first; then add --yes.',
    });
  }
  return withChaland(call, async ({ privacy, access }) => {
    const erasure = await privacy.erase(customer, { by: systemPrincipal, reason: call.options.reason });
    await access.audit.flush();
    call.terminal.result(erasure, () =>
      [
        `${erasure.customerIds.join(', ')} erased at ${erasure.erasedAt.toISOString()} (${erasure.reason}).`,
        ...Object.entries(erasure.counts).map(
          ([table, counts]) =>
            `  ${table}: ${Object.entries(counts)
              .map(([what, rows]) => `${rows} ${what}`)
              .join(', ')}`,
        ),
      ].join('\n'),
    );
  });
}

/** In memory, with the configured plugins and settings: nobody real is there, and nothing is sent. */
async function prove(call: Call<EraseOptions>): Promise<number> {
  const config = await configOf(call);
  let logged = '';
  const log = pino(
    { level: 'debug', base: null },
    new Writable({
      write(chunk, _encoding, done) {
        logged += chunk;
        done();
      },
    }),
  );
  const chaland = await createChaland(
    { ...config, database: 'pglite:', secretKey: randomBytes(32).toString('base64') },
    { log },
  );
  try {
    const proof = await proveErasure(chaland, () => logged);
    call.terminal.result(proof, () => told(proof));
    return proof.left.length === 0 ? exitCode.ok : exitCode.failed;
  } finally {
    await chaland.close();
  }
}

const told = ({ left, planted, unreached, kept, failed }: Proof): string =>
  [
    left.length === 0
      ? `Nothing was left: an invented person stood in ${planted.length} columns, was erased, and is in none any more.`
      : styled('red', 'Something was left of an erased person:'),
    ...left.map(
      ({ column, rows, places }) =>
        `  ${column}: ${rows} ${rows === 1 ? 'row' : 'rows'}${places.length > 0 ? `, from ${places.join(', ')}` : ''}`,
    ),
    ...listed('Kept by their moment types, as accounts; judge whether they tell of anybody:', kept),
    ...listed('Columns that tell of persons, and that nothing from outside comes to:', unreached),
    ...listed('Could not be planted:', failed),
  ].join('\n');

const listed = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line}`)];
