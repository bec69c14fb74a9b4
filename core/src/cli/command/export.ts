import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { systemPrincipal } from '../../access/principal.ts';
import { problem } from '../../http/problem.ts';
import type { Language } from '../../text.ts';
import { action } from '../action.ts';
import { withChaland } from '../deployment.ts';

export const exportCommand = () =>
  new Command('export')
    .summary('write down everything that is held on a person')
    .description(
      'One ZIP archive: a page to read, in the person’s language, and JSON by table and plugin, those that were removed\n' +
        'too. For articles 15 and 20 of the GDPR. Nobody but you may read the file.',
    )
    .argument('<customer>', 'id of the customer')
    .option('--out <file>', 'where to; chaland-<customer>-<day>.zip in the current folder where absent')
    .addOption(new Option('--lang <language>', 'of the page').choices(['fr', 'en']))
    .action(
      action<{ out?: string; lang?: Language }>((call, customer) =>
        withChaland(call, async ({ privacy, access }) => {
          const made = await privacy.export(customer, call.options.lang);
          if (!made) {
            throw problem((await privacy.erasureOf(customer)) ? 'CHL_CUSTOMER_ERASED' : 'CHL_NOT_FOUND', {
              detail: `no customer ${customer}, or they were merged into another`,
            });
          }
          const file = resolve(call.options.out ?? made.name);
          // Beside its place until it is whole, so that half an archive is never taken for one.
          const part = `${file}.part`;
          try {
            await pipeline(Readable.from(made.content), createWriteStream(part, { mode: 0o600 }));
            await rename(part, file);
          } catch (error) {
            await rm(part, { force: true });
            throw error;
          }
          await access.audit.write([
            { principal: systemPrincipal, action: 'export', subject: { kind: 'customer', id: customer } },
          ]);
          call.terminal.result({ customer, file }, () => file);
        }),
      ),
    );
