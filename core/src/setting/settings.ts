import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.ts';
import { closedSchema } from '../closed-schema.ts';
import type { ResolvedConfig } from '../config.ts';
import type { Database } from '../data/database.ts';
import { changedMeanwhile } from '../http/precondition.ts';
import { type Fault, problem } from '../http/problem.ts';
import type { Plugin } from '../plugin/define-plugin.ts';
import { pluginProblem } from '../plugin/plugin-fault.ts';
import { addressesOf, goElsewhere } from './addresses.ts';
import { coreOwner } from './core-settings.ts';
import { decrypt, encrypt } from './encryption.ts';
import { differences, merge, valueAt, withoutValueAt } from './pointer.ts';
import { secretFields } from './secret-fields.ts';
import type { SecretKey } from './secret-key.ts';
import { faultsBesideSecrets, maskSecrets, openSecrets, type Secrets, sealSecrets } from './secret-values.ts';

type Value = Record<string, unknown>;

/** A plugin's settings, or core's by the id `core`, as people see and edit them. */
export interface SettingsView {
  plugin: string;
  /** 0 until somebody sets something. */
  version: number;
  /** In force: defaults, then the configuration, then what was set. Secrets are masked. */
  value: Value;
  /** The part of it that was set here: what is not in it follows the configuration and the defaults. No secrets. */
  set: Value;
  schema: unknown;
  /**
   * What is wrong with the value: something is missing, or it was set under an older schema. Until that is
   * corrected, the plugin can't read its settings.
   */
  faults: Fault[];
  updatedAt: Date | null;
}

export interface Settings {
  /**
   * In force now: the schema's defaults, over them the configuration, over that what was set. Not to be changed.
   * Another process sees a change within seconds.
   * @throws CHL_PLUGIN_SETTINGS_INVALID when something is missing, or was set under an older schema
   * @throws CHL_SECRET_KEY_MISSING, CHL_SECRET_UNREADABLE
   */
  of<T>(plugin: string): Promise<T>;
  /** @throws CHL_NOT_FOUND when no such plugin is enabled, or it has nothing to set */
  read(plugin: string): Promise<SettingsView>;
  /**
   * Sets a plugin's settings. What is left out falls back to the configuration and the defaults; a secret that is
   * left out or masked stays as it is, and null removes it; it has to be entered again where an address changes that
   * requests go to, so that nobody has it sent to a machine of their own.
   * @returns also the pointers at which something changed
   * @throws CHL_NOT_FOUND, CHL_PRECONDITION_FAILED, CHL_PLUGIN_SETTINGS_INVALID, CHL_SECRET_KEY_MISSING
   */
  put(
    plugin: string,
    value: Value,
    options: { expectedVersion: number },
  ): Promise<SettingsView & { changed: string[] }>;
}

interface Stored {
  value: Value;
  secrets: Secrets;
  version: number;
  updated_at: Date | null;
}

/** Milliseconds that settings are kept in memory: another process may have changed them. */
const kept = 2_000;

const nothing: Stored = { value: {}, secrets: {}, version: 0, updated_at: null };

/** @throws CHL_PLUGIN_SETTINGS_INVALID when configured settings don't fit, for all plugins at once */
export function createSettings({
  db,
  clock,
  plugins,
  config,
  key,
  changed = async () => {},
}: {
  db: Database;
  clock: Clock;
  plugins: { readonly enabled: readonly Pick<Plugin, 'id' | 'settings'>[] };
  config: Pick<ResolvedConfig, 'settings'>;
  key: SecretKey;
  /** Told of a change, in its transaction, with the pointers at which something differs. */
  changed?: (plugin: string, pointers: readonly string[]) => Promise<void>;
}): Settings {
  const known = new Map(
    [coreOwner, ...plugins.enabled].flatMap(({ id, settings: schema }) =>
      schema
        ? [
            [
              id,
              {
                schema,
                whole: closedSchema(schema),
                // What is needed may be set elsewhere: half by the configuration, half by people.
                partial: closedSchema(schema, { partial: true }),
                secrets: secretFields(schema),
                configured: config.settings[id] ?? {},
              },
            ] as const,
          ]
        : [],
    ),
  );
  const misconfigured = [...known].flatMap(([id, { partial, configured }]) =>
    (compiling(id, () => partial(structuredClone(configured))) ?? []).map(({ pointer, message }) => ({
      pointer: `/settings/${id}${pointer}`,
      message,
    })),
  );
  if (misconfigured.length > 0) {
    throw invalid('the configuration', misconfigured, 'Correct them in chaland.config.ts.');
  }
  const cache = new Map<string, { at: number; value: Promise<Value>; read: boolean }>();

  function knownOf(plugin: string) {
    const found = known.get(plugin);
    if (!found) throw problem('CHL_NOT_FOUND', { detail: `no enabled plugin "${plugin}" has settings` });
    return found;
  }

  async function stored(plugin: string): Promise<Stored> {
    const [row] = await db.query<Stored>(
      'select value, secrets, version, updated_at from chaland.setting where plugin = $1',
      [plugin],
    );
    return row ?? nothing;
  }

  /** The configuration with what was set over it, secrets in the clear. */
  function joined(plugin: string, { value, secrets }: Pick<Stored, 'value' | 'secrets'>): Value {
    const { configured, secrets: fields } = knownOf(plugin);
    // Copies: checking fills in defaults, and what was set is to stay what was set.
    const whole = merge(structuredClone(configured), structuredClone(value)) as Value;
    return openSecrets(whole, secrets, fields, (pointer, encrypted) =>
      decrypt(key.toRead(), plugin + pointer, encrypted),
    );
  }

  /** Where requests go, with the configuration and the defaults. */
  function addressesIn(plugin: string, { value }: Pick<Stored, 'value'>): Record<string, string> {
    const { schema, partial, configured, secrets: fields } = knownOf(plugin);
    const whole = merge(structuredClone(configured), structuredClone(value)) as Value;
    partial(whole);
    return addressesOf(schema, fields.reduce(withoutValueAt, whole));
  }

  /** Pointers of secrets that nobody typed again, and that would go elsewhere than before. */
  function secretsElsewhere(
    plugin: string,
    before: Stored,
    after: Pick<Stored, 'value' | 'secrets'>,
  ): string[] {
    const { configured, secrets: fields, whole } = knownOf(plugin);
    // Half was configured, a secret perhaps, and people say the rest for the first time: nothing went anywhere yet.
    if (before.version === 0 && whole(structuredClone(configured))) return [];
    const went = addressesIn(plugin, before);
    if (Object.keys(went).length === 0 || isDeepStrictEqual(went, addressesIn(plugin, after))) return [];
    return fields.filter((pointer) =>
      after.secrets[pointer]
        ? after.secrets[pointer] === before.secrets[pointer]
        : valueAt(configured, pointer) !== undefined,
    );
  }

  async function load(plugin: string): Promise<Value> {
    const value = joined(plugin, await stored(plugin));
    const faults = knownOf(plugin).whole(value);
    const mend = `Set them in the panel or with PUT /api/settings/${plugin}.`;
    if (faults) throw invalid(`plugin "${plugin}"`, faults, mend);
    return deepFreeze(value);
  }

  function view(plugin: string, row: Stored): SettingsView {
    const { schema, whole, partial, configured, secrets } = knownOf(plugin);
    const given = merge(structuredClone(configured), structuredClone(row.value)) as Value;
    partial(given);
    const faults = faultsBesideSecrets(whole, given, row.secrets, secrets);
    const value = maskSecrets(given, row.secrets, secrets);
    const set = secrets.reduce(withoutValueAt, row.value);
    return { plugin, version: row.version, value, set, schema, faults, updatedAt: row.updated_at };
  }

  return {
    async of<T>(plugin: string) {
      if (!known.has(plugin)) return Object.freeze({}) as T;
      const now = clock.now().getTime();
      const cached = cache.get(plugin);
      const fresh = cached && Math.abs(now - cached.at) < kept ? cached : undefined;
      // Who reads for somebody outside may wait for the session that this unit of work has, on PGlite for good;
      // and what this one has written is not others' to read yet.
      if (db.inTransaction && !fresh?.read) return (await load(plugin)) as T;
      if (fresh) return fresh.value as Promise<T>;
      const entry = { at: now, value: load(plugin), read: false };
      cache.set(plugin, entry);
      entry.value.then(
        () => {
          entry.read = true;
        },
        () => {
          if (cache.get(plugin) === entry) cache.delete(plugin);
        },
      );
      return entry.value as Promise<T>;
    },

    async read(plugin) {
      knownOf(plugin);
      return view(plugin, await stored(plugin));
    },

    async put(plugin, given, { expectedVersion }) {
      const { secrets: fields, whole } = knownOf(plugin);
      const result = await db.transaction(async () => {
        const before = await stored(plugin);
        if (before.version !== expectedVersion) throw changedMeanwhile(before.version);

        const value = fields.reduce(withoutValueAt, given);
        const secrets = sealSecrets(before.secrets, given, fields, {
          seal: (pointer, text) => encrypt(key.toWrite(), plugin + pointer, text),
          notText: (fault) => invalid('the plugin', [fault], 'Send a text.'),
        });
        const faults = whole(joined(plugin, { value, secrets }));
        if (faults) throw invalid(`plugin "${plugin}"`, faults, 'Correct what the pointers name.');
        const elsewhere = secretsElsewhere(plugin, before, { value, secrets });
        if (elsewhere.length > 0) {
          throw problem('CHL_PLUGIN_SETTINGS_INVALID', {
            ...goElsewhere(elsewhere),
            mend: 'Enter the secrets that the pointers name again, or leave the addresses as they were.',
          });
        }

        const [row] = await db.query<Stored>(
          `insert into chaland.setting as known (plugin, value, secrets, version, updated_at)
           values ($1, $2::jsonb, $3::jsonb, 1, $4)
           on conflict (plugin) do update set
             value = excluded.value, secrets = excluded.secrets,
             version = known.version + 1, updated_at = excluded.updated_at
           where known.version = $5
           returning value, secrets, version, updated_at`,
          [plugin, JSON.stringify(value), JSON.stringify(secrets), clock.now(), expectedVersion],
        );
        // Somebody was faster between our read and our write.
        if (!row) throw changedMeanwhile();
        const changedSecrets = fields.filter((pointer) => secrets[pointer] !== before.secrets[pointer]);
        const pointers = [...differences(before.value, value), ...changedSecrets];
        await changed(plugin, pointers);
        return { ...view(plugin, row), changed: pointers };
      });
      cache.delete(plugin);
      db.afterCommit(() => cache.delete(plugin));
      return result;
    },
  };
}

/** Schemas are compiled when they first check something. */
function compiling<T>(plugin: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    const what = `has settings that are not a JSON Schema: ${(error as Error).message}`;
    throw pluginProblem([{ plugin, pointer: '/settings', what, mend: 'Correct the schema' }]);
  }
}

const invalid = (whose: string, errors: Fault[], mend: string) =>
  problem('CHL_PLUGIN_SETTINGS_INVALID', {
    detail: `settings of ${whose}: ${errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}`,
    pointer: errors[0]!.pointer,
    errors,
    mend,
  });

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
