import semver from 'semver';
import { type Permission, permissions } from '../access/permission.ts';
import { type IdentityChange, identityChange } from '../customer/merge/identity-change.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Route, routes } from '../http/route.ts';
import { apiVersion } from './api-version.ts';
import { contributionName, withoutParameterNames } from './contribution-name.ts';
import type { Plugin } from './define-plugin.ts';
import type { Contribution } from './extension-point.ts';
import { loadOrder } from './load-order.ts';
import type { PluginFault } from './plugin-fault.ts';

interface Deployment {
  plugins: readonly Plugin[];
  /** As configured, by plugin. */
  settings: Record<string, unknown>;
  coreContributions: readonly Contribution[];
  /** What a plugin contributes, in whatever way it declares it. */
  contributionsOf(plugin: Plugin): readonly Contribution[];
}

/** Everything that keeps these plugins from running together. Each of them is sound by itself. */
export function misfits(deployment: Deployment): PluginFault[] {
  return [
    ...sharedIds(deployment),
    ...unmetApi(deployment),
    ...unmetPlugins(deployment),
    ...cycles(deployment),
    ...rivalServices(deployment),
    ...rivalContributions(deployment),
    ...undeclaredPermissions(deployment),
    ...unhandledMerges(deployment),
    ...strayedSettings(deployment),
  ];
}

const satisfies = (version: string, range: string): boolean =>
  semver.satisfies(version, range, { includePrerelease: true });

function sharedIds({ plugins }: Deployment): PluginFault[] {
  return [...Map.groupBy(plugins, ({ id }) => id)]
    .filter(([, same]) => same.length > 1)
    .map(([id, same]) => ({
      plugin: id,
      pointer: '/id',
      what: `is listed ${same.length} times (versions ${same.map(({ version }) => version).join(', ')})`,
      mend: 'Keep one of them in plugins; if they are two different plugins, one must change its id',
    }));
}

function unmetApi({ plugins }: Deployment): PluginFault[] {
  return plugins
    .filter(({ requires }) => !satisfies(apiVersion, requires.api))
    .map(({ id, version, requires: { api } }) => ({
      plugin: id,
      pointer: '/requires/api',
      what: `${version} needs plugin API ${api}, this core offers ${apiVersion}`,
      mend: semver.gtr(apiVersion, api)
        ? `Update the plugin to a version for API ${semver.major(apiVersion)}, or go back to the core it was made for`
        : 'Update @chaland/core, or take an older version of the plugin',
    }));
}

function unmetPlugins({ plugins }: Deployment): PluginFault[] {
  const found = new Map(plugins.map((plugin) => [plugin.id, plugin.version]));
  return plugins.flatMap(({ id, requires }) => {
    const needed = Object.entries(requires.plugins ?? {});
    const used = Object.entries(requires.optional ?? {}).filter(([other]) => found.has(other));
    return [
      ...needed
        .filter(([other]) => !found.has(other))
        .map(([other, range]) => ({
          plugin: id,
          pointer: `/requires/plugins/${other}`,
          what: `needs plugin "${other}" ${range}, which is not enabled`,
          mend: `Install it and add it to plugins, or remove "${id}"`,
        })),
      ...[...needed, ...used].flatMap(([other, range]) => {
        const version = found.get(other);
        if (!version || satisfies(version, range)) return [];
        return {
          plugin: id,
          pointer: `/requires/${requires.plugins?.[other] ? 'plugins' : 'optional'}/${other}`,
          what: `needs plugin "${other}" ${range}, found ${version}`,
          mend: `Install a version of "${other}" within ${range}, or a version of "${id}" that takes ${version}`,
        };
      }),
    ];
  });
}

function cycles({ plugins }: Deployment): PluginFault[] {
  return loadOrder(plugins).cycles.map((cycle) => ({
    plugin: cycle[0]!,
    pointer: '/requires',
    what: `needs itself in a cycle: ${cycle.join(' → ')}`,
    mend: 'Move what they share into a plugin that needs none of them, or let one contribute to an extension point of the other',
  }));
}

function rivalServices({ plugins }: Deployment): PluginFault[] {
  const makers = plugins.flatMap(({ id, services = [] }) =>
    services.map(({ token }) => ({ id, token: token.id })),
  );
  return [...Map.groupBy(makers, ({ token }) => token)]
    .filter(([, rivals]) => rivals.length > 1)
    .map(([token, rivals]) => ({
      plugin: rivals.at(-1)!.id,
      pointer: '/services',
      what: `makes the service "${token}", which ${rivals
        .slice(0, -1)
        .map(({ id }) => `"${id}"`)
        .join(', ')} makes too`,
      mend: 'Enable only one of them; a service has one maker',
    }));
}

function rivalContributions({ plugins, coreContributions, contributionsOf }: Deployment): PluginFault[] {
  const named = [
    ...coreContributions.map((contribution) => ({ plugin: 'core', contribution })),
    ...plugins.flatMap((plugin) =>
      contributionsOf(plugin).map((contribution) => ({ plugin: plugin.id, contribution })),
    ),
  ].flatMap(({ plugin, contribution }) => {
    const name = contributionName(contribution);
    return name ? { plugin, name, point: contribution.point.id } : [];
  });
  return [...Map.groupBy(named, ({ point, name }) => `${point} ${withoutParameterNames(name)}`).values()]
    .filter((rivals) => rivals.length > 1)
    .map((rivals) => {
      const { plugin, name, point } = rivals.at(-1)!;
      const first = rivals[0]!.plugin;
      return {
        plugin,
        pointer: '/contributes',
        what: `contributes "${name}" to ${point}, which ${first === plugin ? 'it' : `"${first}"`} does already`,
        mend: first === plugin ? 'List it once' : 'Give it another name, or enable only one of the two',
      };
    });
}

function undeclaredPermissions({ plugins, coreContributions, contributionsOf }: Deployment): PluginFault[] {
  const declared = [...coreContributions, ...plugins.flatMap(contributionsOf)]
    .filter(({ point }) => point.id === permissions.id)
    .map(({ value }) => (value as Permission).id);
  return plugins.flatMap((plugin) =>
    contributionsOf(plugin)
      .filter(({ point }) => point.id === routes.id)
      .map(({ value }) => value as Route)
      .filter(({ permission }) => permission !== null && permission !== '*' && !declared.includes(permission))
      .map(({ method, path, permission }) => ({
        plugin: plugin.id,
        pointer: '/permissions',
        what: `guards ${method} ${path} by the permission "${permission}", which nobody declares`,
        mend: `${didYouMean(permission!, declared)}Add it to permissions`,
      })),
  );
}

/** Tables that a merge would leave behind: nobody says what becomes of them. */
function unhandledMerges({ plugins, contributionsOf }: Deployment): PluginFault[] {
  return plugins.flatMap((plugin) => {
    const handlers = contributionsOf(plugin)
      .filter(({ point }) => point.id === identityChange.id)
      .map(({ value }) => value as IdentityChange);
    const has = (part: keyof IdentityChange) => handlers.some((handler) => handler[part] !== undefined);
    return (plugin.personalData ?? []).flatMap(({ table, merge }, index) => {
      const missing =
        merge === 'derived' && !has('recompute')
          ? 'recompute'
          : merge === 'own' && !(has('merge') && has('split'))
            ? 'merge and split'
            : undefined;
      if (!missing) return [];
      return {
        plugin: plugin.id,
        pointer: `/personalData/${index}/merge`,
        what: `declares ${table} as "${merge}", and says nowhere how it follows when customers are merged`,
        mend: `Contribute identityChange({ … }) with ${missing}, or declare it byProfile with a customer's and a profile's column`,
      };
    });
  });
}

function strayedSettings({ plugins, settings }: Deployment): PluginFault[] {
  const ids = ['core', ...plugins.map(({ id }) => id)];
  return Object.keys(settings).flatMap((id) => {
    if (id === 'core') return [];
    const plugin = plugins.find((enabled) => enabled.id === id);
    if (plugin?.settings) return [];
    return {
      plugin: id,
      pointer: '/settings',
      what: plugin ? 'is configured in settings, but has none' : 'is configured in settings, but not enabled',
      mend: `${plugin ? 'Remove' : `${didYouMean(id, ids)}Add it to plugins, or remove`} settings["${id}"] from the configuration`,
    };
  });
}
