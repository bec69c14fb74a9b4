import { Command } from 'commander';
import type { PluginHealth } from '../../plugin/plugin-host.ts';
import { action } from '../action.ts';
import { withChaland } from '../deployment.ts';
import { exitCode } from '../failure.ts';
import { table } from '../table.ts';
import { styled } from '../terminal.ts';

export const pluginCommand = () =>
  new Command('plugin').summary('see what is installed').addCommand(
    new Command('list')
      .summary('every enabled plugin, with its health')
      .description(
        'Lists the enabled plugins in load order: version, health, what they add, and what lies dormant because\n' +
          'the plugin that it is for is not enabled. Ends with 1 when a plugin has failed.',
      )
      .action(
        action((call) =>
          withChaland(call, async ({ plugins }) => {
            const health = plugins.health();
            call.terminal.result(health, () => told(health));
            return health.some(({ state }) => state === 'failed') ? exitCode.failed : exitCode.ok;
          }),
        ),
      ),
  );

const told = (health: readonly PluginHealth[]): string =>
  health.length === 0
    ? 'No plugin is enabled: name them under `plugins` in chaland.config.ts.'
    : table(['plugin', 'version', 'health', 'adds', 'dormant'], health.map(rowOf));

function rowOf({ id, version, state, error, contributions }: PluginHealth): string[] {
  const dormant = contributions.filter((contribution) => contribution.dormant);
  return [
    id,
    version,
    state === 'ok' ? styled('green', 'ok') : styled('red', `failed: ${error}`),
    String(contributions.length - dormant.length),
    dormant.map(({ point, name }) => `${name} (${point})`).join(', ') || '-',
  ];
}
