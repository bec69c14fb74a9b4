import { resolve } from 'node:path';
import { Command } from 'commander';
import { action } from '../action.ts';
import { configFileOf } from '../deployment.ts';
import { buildPanel } from '../panel.ts';

export const buildCommand = () =>
  new Command('build')
    .summary('build the panel')
    .description(
      'Builds the panel for retailers with the pages of the enabled plugins, for `chaland start` to serve at /admin/.\n' +
        'It needs @chaland/admin, installed beside the configuration, and no network.',
    )
    .option('--out <folder>', 'where to; .chaland/panel beside the configuration where absent')
    .action(
      action<{ out?: string }>(async (call) => {
        const { out } = call.options;
        const started = performance.now();
        const { folder, plugins } = await buildPanel(configFileOf(call), out ? resolve(out) : undefined);
        const seconds = Math.round((performance.now() - started) / 100) / 10;
        call.terminal.result({ folder, plugins, seconds }, () =>
          [
            `The panel is built, in ${seconds} s: ${folder}`,
            plugins.length > 0 ? `With the pages of ${plugins.join(', ')}.` : 'No enabled plugin adds to it.',
          ].join('\n'),
        );
      }),
    );
