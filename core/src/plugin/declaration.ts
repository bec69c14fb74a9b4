import semver from 'semver';
import { schemaOf } from '../data/migrate.ts';
import { didYouMean } from '../did-you-mean.ts';
import { processingFaults } from '../privacy/processing.ts';
import { countSecrets, secretFields } from '../setting/secret-fields.ts';
import { contributionFaults } from './contribution-checks.ts';
import type { Plugin } from './define-plugin.ts';
import { fault, isRecord, isText, type OwnFault } from './own-fault.ts';
import type { PluginFault } from './plugin-fault.ts';

/**
 * Everything that is wrong with one plugin by itself. It trusts no type: a deployment may be JavaScript, and the
 * plugin may be made for another version of the API.
 */
export function declarationFaults(plugin: Plugin): PluginFault[] {
  if (!isRecord(plugin) || typeof plugin.id !== 'string') {
    return [
      {
        plugin: '?',
        pointer: '',
        what: 'is not a plugin: it has no id',
        mend: "Import the plugin's default export, and declare it by definePlugin({ id, … })",
      },
    ];
  }
  const unlisted = lists.flatMap((key) => listFaults(key, plugin[key]));
  if (unlisted.length > 0) return unlisted.map((found) => ({ plugin: plugin.id, ...found }));
  return checks.flatMap((check) => check(plugin)).map((found) => ({ plugin: plugin.id, ...found }));
}

/** Postgres schemas, paths and owners that are not a plugin's to take. */
const reserved = ['core', 'chaland', 'public', 'pgboss', 'information-schema', 'admin', 'x'];

const keys = [
  'id',
  'version',
  'title',
  'description',
  'requires',
  'settings',
  'permissions',
  'migrations',
  'personalData',
  'processing',
  'provides',
  'services',
  'contributes',
  'admin',
] satisfies (keyof Plugin)[];

const lists = [
  'permissions',
  'migrations',
  'personalData',
  'processing',
  'provides',
  'services',
  'contributes',
] as const;

function listFaults(key: string, list: unknown): OwnFault[] {
  if (list === undefined) return [];
  if (!Array.isArray(list))
    return [fault(`/${key}`, `has ${key} that are not a list`, `Write ${key}: [ … ]`)];
  return list.flatMap((item, index) =>
    isRecord(item)
      ? []
      : fault(
          `/${key}/${index}`,
          `lists nothing at place ${index} of ${key}`,
          'Check what is imported there',
        ),
  );
}

const checks: readonly ((plugin: Plugin) => OwnFault[])[] = [
  (plugin) =>
    Object.keys(plugin)
      .filter((key) => !(keys as string[]).includes(key))
      .map((key) =>
        fault(`/${key}`, `declares "${key}", which means nothing`, `${didYouMean(key, keys)}Remove it`),
      ),

  ({ id }) => {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 40) {
      return [
        fault(
          '/id',
          'has an id that is not lower-case words with dashes',
          'Call it like "score-rfm", with at most 40 characters',
        ),
      ];
    }
    return reserved.includes(id) || id.startsWith('pg-')
      ? [fault('/id', "has an id that is Chaland's or PostgreSQL's own", 'Choose another id')]
      : [];
  },

  ({ version }) =>
    semver.valid(version)
      ? []
      : [
          fault(
            '/version',
            `has the version "${version}", which is not semantic`,
            "Take the version of the plugin's package.json, such as 1.0.0",
          ),
        ],

  ({ title }) =>
    isText(title) ? [] : [fault('/title', 'has no title in both languages', 'Write title: { en: …, fr: … }')],

  ({ id, requires }) => {
    if (!isRecord(requires))
      return [fault('/requires', 'says not what it requires', "Write requires: { api: '^1.0' }")];
    const { api, plugins = {}, optional = {} } = requires;
    const ranges: [string, unknown][] = [
      ['/api', api],
      ...Object.entries(plugins).map(([other, range]): [string, unknown] => [`/plugins/${other}`, range]),
      ...Object.entries(optional).map(([other, range]): [string, unknown] => [`/optional/${other}`, range]),
    ];
    return [
      ...ranges
        .filter(([, range]) => typeof range !== 'string' || range === '' || semver.validRange(range) === null)
        .map(([at, range]) =>
          fault(
            `/requires${at}`,
            `requires "${range}", which is not a range`,
            "Write a semver range such as '^1.0'",
          ),
        ),
      ...Object.keys({ ...plugins, ...optional })
        .filter((other) => other === id)
        .map(() => fault('/requires', 'requires itself', 'Remove it from requires')),
      ...Object.keys(plugins)
        .filter((other) => other in optional)
        .map((other) =>
          fault(
            `/requires/optional/${other}`,
            `requires "${other}" both always and optionally`,
            'Keep one of the two',
          ),
        ),
    ];
  },

  ({ settings }) => {
    if (settings === undefined) return [];
    if (!isRecord(settings) || (settings as Record<string, unknown>).type !== 'object') {
      return [
        fault(
          '/settings',
          'has settings that are not a JSON Schema of an object',
          'Write settings: Type.Object({ … })',
        ),
      ];
    }
    return countSecrets(settings) === secretFields(settings).length
      ? []
      : [
          fault(
            '/settings',
            'has a secret inside a list or a choice, where it has no place of its own',
            'Move what is marked x-secret to a property of an object',
          ),
        ];
  },

  ({ id, permissions = [] }) =>
    permissions.flatMap((permission, index) => [
      ...(permission?.id?.startsWith(`${id}.`) && /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/.test(permission.id)
        ? []
        : [
            fault(
              `/permissions/${index}/id`,
              `declares the permission "${permission?.id}", which is not its own`,
              `Begin it with the plugin: "${id}.read"`,
            ),
          ]),
      ...(isText(permission?.title)
        ? []
        : [
            fault(
              `/permissions/${index}/title`,
              `gives the permission "${permission?.id}" no title in both languages`,
              'Write title: { en: …, fr: … }',
            ),
          ]),
    ]),

  ({ migrations = [] }) =>
    migrations.flatMap(({ name, up }, index) => {
      const at = `/migrations/${index}`;
      const before = migrations[index - 1]?.name;
      return [
        ...(/^\d{4}-[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
          ? []
          : [fault(`${at}/name`, `names a migration "${name}"`, 'Call it like "0001-accounts"')]),
        ...(before !== undefined && before.slice(0, 4) >= name.slice(0, 4)
          ? [
              fault(
                at,
                `lists migration "${name}" after "${before}"`,
                'Number each one anew, and list them in that order',
              ),
            ]
          : []),
        ...(typeof up === 'string' || typeof up === 'function'
          ? []
          : [fault(`${at}/up`, `has no up in migration "${name}"`, 'Write SQL, or a function')]),
      ];
    }),

  ({ id, personalData = [] }) =>
    personalData.flatMap(({ table, customer, profile, mentions, export: exported, erase, merge }, index) => {
      const at = `/personalData/${index}`;
      return [
        ...(table?.startsWith(`${schemaOf(id)}.`)
          ? []
          : [
              fault(
                `${at}/table`,
                `declares the table "${table}", which is not its own`,
                `Name it with the plugin's schema: "${schemaOf(id)}.…"`,
              ),
            ]),
        ...(customer || profile || mentions?.length
          ? []
          : [
              fault(
                at,
                `says not which column of "${table}" tells the person`,
                'Name the column: customer: "customer_id", or profile: "profile_id"; or those that may name somebody: mentions: ["error"]',
              ),
            ]),
        ...among(`${at}/export`, exported, ['rows', 'none']),
        ...among(`${at}/erase`, erase, ['delete', 'anonymise', 'own']),
        ...among(`${at}/merge`, merge, ['byProfile', 'derived', 'own', 'none']),
      ];
    }),

  ({ id, processing = [] }) => processingFaults(id, processing),

  ({ id, provides = [], services = [] }) => {
    const made = services.map(({ token }) => token.id);
    const offered = provides.map((token) => token.id);
    return [
      ...offered
        .filter((token) => !made.includes(token))
        .map((token) =>
          fault(
            '/provides',
            `provides the service "${token}", and doesn't make it`,
            'Add service(token, create) to services',
          ),
        ),
      ...[...new Set([...offered, ...made])]
        .filter((token) => !token.startsWith(`${id}.`))
        .map((token) =>
          fault(
            '/services',
            `makes the service "${token}", which is not its own`,
            `Begin its id with the plugin: "${id}.…"`,
          ),
        ),
    ];
  },

  ({ id, contributes = [] }) =>
    contributes.flatMap((contribution, index) =>
      contributionFaults(id, contribution, `/contributes/${index}`),
    ),
];

const among = (pointer: string, value: unknown, known: readonly string[]): OwnFault[] =>
  known.includes(value as string)
    ? []
    : [fault(pointer, `says "${value}" there`, `Write one of ${known.join(', ')}`)];
