import type { ProblemType } from './problem-type.ts';

/** Of a deployment: its configuration, plugins, database and secrets. */
export const deploymentProblems = {
  CHL_ROUTES_INVALID: {
    status: 500,
    title: 'The paths of the API do not fit together',
    mend: 'Mend what is listed; nothing was started.',
  },
  CHL_CONFIG_INVALID: {
    status: 500,
    title: 'The configuration is not valid',
    mend: 'Correct chaland.config.ts; docs/configuration.md lists every value.',
  },
  CHL_CONFIG_MISSING: {
    status: 500,
    title: 'There is no configuration',
    mend: 'Run this in the folder of the deployment, name the file with --config, or write a chaland.config.ts.',
  },
  CHL_PLUGIN_INVALID: {
    status: 500,
    title: 'The plugins do not fit together',
    mend: 'Mend what is listed; nothing was started.',
  },
  CHL_PLUGIN_SETTINGS_INVALID: {
    status: 422,
    title: "The plugin's settings do not fit its schema",
    mend: 'Correct what the pointers name.',
  },
  CHL_PERSONAL_DATA_UNDECLARED: {
    status: 500,
    title: 'A table tells of persons, and is not declared',
    mend: "Name the table and the column in the plugin's personalData, and say how it is exported and erased.",
  },
  CHL_PLUGIN_FAILED: {
    status: 500,
    title: 'A plugin can not run',
    mend: "Mend the plugin or remove it; onPluginFailure: 'continue' starts the others without it.",
  },
  CHL_SERVICE_FAILED: {
    status: 500,
    title: 'A service could not be made',
    mend: 'The cause names what failed in the plugin.',
  },
  CHL_SERVICE_MISSING: {
    status: 500,
    title: 'Nothing provides this service',
    mend: 'Enable the plugin that provides it, and name it in requires.plugins.',
  },
  CHL_DATABASE_UNREACHABLE: {
    status: 503,
    title: 'The database does not answer',
    mend: 'Check that it runs and that the configured address, user and password are right.',
  },
  CHL_DATABASE_IN_USE: {
    status: 503,
    title: 'The embedded database is open in another process',
    mend: 'Stop that process, ask it over its API, or use PostgreSQL, which takes many processes.',
  },
  CHL_MIGRATION_UNKNOWN: {
    status: 500,
    title: 'The database was migrated by a newer version',
    mend: 'Start the version that made the migration, or a newer one; or restore the backup from before.',
  },
  CHL_MIGRATION_PENDING: {
    status: 500,
    title: 'The database is older than this version',
    mend: 'Run `chaland migrate`, or start the server, which migrates by itself.',
  },
  CHL_ROLE_UNKNOWN: {
    status: 500,
    title: 'The database has no such role',
    mend: "Make it first, as the database's administrator: create role … login password '…';",
  },
  CHL_SECRET_UNREADABLE: {
    status: 500,
    title: 'A secret can not be decrypted',
    mend: 'Start with the key that it was encrypted with, or set the secret anew in the settings.',
  },
  CHL_SECRET_KEY_MISSING: {
    status: 500,
    title: 'There is no key to encrypt secrets with',
    mend: 'Set CHALAND_SECRET_KEY to 32 random bytes in base64: openssl rand -base64 32',
  },
  CHL_PANEL_MISSING: {
    status: 500,
    title: 'The panel is not installed',
    mend: 'Install it beside the configuration: npm install @chaland/admin',
  },
  CHL_PANEL_BUILD_FAILED: {
    status: 500,
    title: 'The panel can not be built',
    mend: 'Mend what the detail names, then build again: chaland build',
  },
  CHL_PORT_TAKEN: {
    status: 500,
    title: 'Chaland cannot listen at this port',
    mend: 'Stop what listens there, or choose another port: PORT=4401 before the command.',
  },
} satisfies Record<string, ProblemType>;
