import { Type } from 'typebox';
import type { Core } from '../http/core.ts';
import { etagOf, expectedVersion } from '../http/precondition.ts';
import { defineRoute, type Route, reply } from '../http/route.ts';
import type { SettingsView } from './settings.ts';

const schema = Type.Object({
  plugin: Type.String(),
  version: Type.Integer({ description: '0 until somebody sets something.' }),
  value: Type.Record(Type.String(), Type.Unknown(), {
    description: 'In force: defaults, then the configuration, then what was set. Secrets are masked.',
  }),
  set: Type.Record(Type.String(), Type.Unknown(), {
    description:
      'The part of it that was set here, without secrets. A PUT that sends this with a change in it leaves the rest to the configuration and the defaults.',
  }),
  schema: Type.Unknown({ description: 'JSON Schema of the value; x-secret marks what is write-only.' }),
  faults: Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }), {
    description:
      'What is wrong with the value, as after an update that changed the schema; the plugin cannot read it until somebody corrects and saves it.',
  }),
  updatedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});

const params = Type.Object({ plugin: Type.String() });
const tag = 'Settings';

const told = ({ plugin, version, value, set, schema, faults, updatedAt }: SettingsView) =>
  reply(200, { plugin, version, value, set, schema, faults, updatedAt }, { etag: etagOf(version) });

/** What people see and change of a plugin's settings. */
export const settingsRoutes = ({ settings }: Pick<Core, 'settings'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/settings/{plugin}',
    summary: "Get a plugin's settings",
    tag,
    permission: 'settings.read',
    params,
    responses: { 200: { description: 'With their schema and ETag.', schema } },
    async handler({ params: { plugin }, audit }) {
      const view = await settings.read(plugin);
      audit({ kind: 'settings', id: plugin });
      return told(view);
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/settings/{plugin}',
    summary: "Set a plugin's settings",
    description:
      'If-Match must carry the ETag that the change was made from. What is left out falls back to the ' +
      'configuration and the defaults; a secret that is left out or masked stays, and null removes it.',
    tag,
    permission: 'settings.write',
    params,
    body: Type.Record(Type.String(), Type.Unknown()),
    conditional: true,
    responses: { 200: { description: 'As they are now.', schema } },
    async handler(request) {
      const { plugin } = request.params;
      const before = await settings.read(plugin);
      const version = expectedVersion(request, before.version);
      const after = await settings.put(plugin, request.body, { expectedVersion: version });
      request.audit({ kind: 'settings', id: plugin, changes: { fields: after.changed } });
      return told(after);
    },
  }),
];
