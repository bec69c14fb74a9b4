import { Command } from 'commander';
import { administrator } from '../../access/grants.ts';
import { action } from '../action.ts';
import { withChaland } from '../deployment.ts';

export const userCommand = () =>
  new Command('user').summary('let a person in').addCommand(
    new Command('create')
      .summary("make an administrator's token")
      .description(
        'Makes a token with which a person may do everything over the API, as for the first administrator.\n' +
          'It is an API key by another name, listed and revoked with `chaland key`. Signing in with a password\n' +
          'or through a company account comes with the admin panel.',
      )
      .requiredOption('--name <name>', 'whose it is')
      .action(
        action<{ name: string }>((call) =>
          withChaland(call, async ({ access }) => {
            const { name } = call.options;
            const made = await access.createKey({ name, grants: [{ role: administrator }] });
            call.terminal.result({ ...made, name }, () => made.key);
            call.terminal.remark('Keep it now: it is not shown again.');
          }),
        ),
      ),
  );
