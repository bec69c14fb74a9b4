import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { createChaland } from '../../boot.ts';
import { createLog } from '../../log.ts';
import { action } from '../action.ts';
import { configOf } from '../deployment.ts';

export const openapiCommand = () =>
  new Command('openapi')
    .summary("write the API's description")
    .description(
      'Writes the OpenAPI 3.1 document of this deployment, with the routes of its plugins.\n' +
        'It needs no database: the deployment is assembled over an empty one in memory.',
    )
    .option('--out <file>', 'where to; standard output where absent')
    .action(
      action<{ out?: string }>(async (call) => {
        const config = await configOf(call);
        const chaland = await assembleInMemory(config);
        try {
          const answer = await chaland.request('/api/openapi.json');
          const text = `${JSON.stringify(await answer.json(), null, 2)}\n`;
          const { out } = call.options;
          if (!out) return void process.stdout.write(text);
          writeFileSync(out, text);
          call.terminal.result({ file: resolve(out) }, () => `Written to ${resolve(out)}`);
        } finally {
          await chaland.close();
        }
      }),
    );

async function assembleInMemory(config: Parameters<typeof createChaland>[0]) {
  const { createDatabase } = await import('../../data/database.ts');
  const { pgliteDriver } = await import('../../data/pglite.ts');
  const database = createDatabase(await pgliteDriver());
  try {
    const chaland = await createChaland(config, { database, log: createLog('fatal') });
    const close = async () => {
      await chaland.close();
      await database.close();
    };
    return { request: chaland.request, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}
