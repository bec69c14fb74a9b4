import { permissions } from '../access/permission.ts';
import type { ResolvedConfig } from '../config.ts';
import { Problem, problem } from '../http/problem.ts';
import { momentTypes } from '../moment/type.ts';
import { contributionName, ownerOf } from './contribution-name.ts';
import { declarationFaults } from './declaration.ts';
import type { Plugin } from './define-plugin.ts';
import type { Contributed, Contribution, Extensions } from './extension-point.ts';
import { misfits } from './fit.ts';
import { loadOrder } from './load-order.ts';
import { pluginProblem } from './plugin-fault.ts';
import type { PluginHealth, PluginHost } from './plugin-host.ts';
import { createServices } from './services.ts';

/** Mere declarations: a plugin that can't run keeps them, so that what its sources send is still taken. */
const keptByFailed: ReadonlySet<string> = new Set([momentTypes.id, permissions.id]);

const contributionsOf = (plugin: Plugin): readonly Contribution[] => [
  ...(plugin.permissions ?? []).map((permission) => permissions(permission)),
  ...(plugin.contributes ?? []),
];

/**
 * Takes the configured plugins together.
 * @throws CHL_PLUGIN_INVALID listing everything that is wrong with or between them
 */
export function createPluginHost(
  { plugins, settings, onPluginFailure }: Pick<ResolvedConfig, 'plugins' | 'settings' | 'onPluginFailure'>,
  coreContributions: readonly Contribution[],
): PluginHost {
  const unsound = plugins.flatMap(declarationFaults);
  if (unsound.length > 0) throw pluginProblem(unsound);
  const misfit = misfits({ plugins, settings, coreContributions, contributionsOf });
  if (misfit.length > 0) throw pluginProblem(misfit);

  const enabled: readonly Plugin[] = loadOrder(plugins).ordered;
  const owners = new Set(['core', ...enabled.map(({ id }) => id)]);
  const failures = new Map<string, string>();

  const contributed = Map.groupBy(
    [
      ...coreContributions.map((contribution) => ({ plugin: 'core', ...contribution })),
      ...enabled.flatMap((plugin) =>
        contributionsOf(plugin).map((contribution) => ({ plugin: plugin.id, ...contribution })),
      ),
    ],
    ({ point }) => point.id,
  );
  const extensions: Extensions = {
    all: <T>({ id }: { id: string }) =>
      (contributed.get(id) ?? [])
        .filter(({ plugin }) => !failures.has(plugin) || keptByFailed.has(id))
        .map(({ plugin, value }): Contributed<T> => ({ plugin, value: value as T })),
  };

  const { service, makeAll } = createServices(enabled);

  function fail(id: string, reason: string): void {
    if (failures.has(id)) return;
    failures.set(id, reason);
    for (const plugin of enabled) {
      if (plugin.requires.plugins?.[id]) fail(plugin.id, `needs "${id}", which failed`);
    }
  }
  const failed: PluginHost['failed'] = (plugin, error) => {
    const reason = error instanceof Error ? error.message : String(error);
    if (onPluginFailure === 'abort') {
      if (error instanceof Problem && error.code === 'CHL_SERVICE_FAILED') throw error;
      throw problem('CHL_PLUGIN_FAILED', { detail: `plugin "${plugin}": ${reason}`, cause: error });
    }
    fail(plugin, reason);
  };

  return {
    enabled,
    extensions,
    service,
    makeServices: (contextOf) => makeAll(contextOf, failed),
    failed,
    health: () =>
      enabled.map((plugin): PluginHealth => {
        const { id, version, title, description, requires, provides = [] } = plugin;
        return {
          id,
          version,
          title,
          ...(description ? { description } : {}),
          state: failures.has(id) ? 'failed' : 'ok',
          error: failures.get(id) ?? null,
          requires,
          contributions: contributionsOf(plugin).map((contribution) => ({
            point: contribution.point.id,
            name: contributionName(contribution) ?? '',
            dormant: !owners.has(ownerOf(contribution.point)),
          })),
          provides: provides.map((token) => token.id),
          hasSettings: plugin.settings !== undefined,
        };
      }),
  };
}
