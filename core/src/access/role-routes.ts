import { Type } from 'typebox';
import type { Core } from '../http/core.ts';
import { changedMeanwhile, etagOf, expectedVersion } from '../http/precondition.ts';
import { defineRoute, type Route, reply } from '../http/route.ts';
import { NewRole, PermissionSchema, RoleChange, RoleSchema } from './access-schemas.ts';
import { refuseEscalation } from './escalation.ts';
import type { Role } from './roles.ts';

const tag = 'Access';
const params = Type.Object({ code: Type.String() });
const told = (role: Role, status = 200) => reply(status, role, { etag: etagOf(role.version) });

/** Roles, and the permissions that they are made of. */
export const roleRoutes = ({ access }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/permissions',
    summary: 'List the permissions that core and the enabled plugins declare',
    tag,
    permission: 'roles.read',
    unaudited: true,
    responses: {
      200: { description: 'All of them.', schema: Type.Object({ items: Type.Array(PermissionSchema) }) },
    },
    handler: async () => ({ items: [...access.permissions.values()] }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/roles',
    summary: 'List roles',
    tag,
    permission: 'roles.read',
    responses: {
      200: { description: 'All of them.', schema: Type.Object({ items: Type.Array(RoleSchema) }) },
    },
    handler: async () => ({ items: await access.roles.list() }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/roles',
    summary: 'Create a role',
    tag,
    permission: 'roles.write',
    body: NewRole,
    responses: { 201: { description: 'Created.', schema: RoleSchema } },
    async handler({ body, audit }, { principal }) {
      refuseEscalation(principal, [{ role: body.code, permissions: body.permissions }]);
      const role = await access.roles.create(body);
      audit({ kind: 'role', id: role.code, changes: { permissions: role.permissions } });
      return reply(201, role, { etag: etagOf(role.version), location: `/api/roles/${role.code}` });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/roles/{code}',
    summary: 'Get a role',
    tag,
    permission: 'roles.read',
    params,
    responses: { 200: { description: 'With its ETag.', schema: RoleSchema } },
    handler: async ({ params: { code } }) => told(await access.roles.get(code)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/roles/{code}',
    summary: 'Change a role',
    description:
      'Whoever holds it has the new permissions at once here, in other processes within five seconds.',
    tag,
    permission: 'roles.write',
    params,
    body: RoleChange,
    conditional: true,
    responses: { 200: { description: 'As it is now.', schema: RoleSchema } },
    async handler(request, { principal }) {
      const { body, params } = request;
      refuseEscalation(principal, [{ role: params.code, permissions: body.permissions ?? [] }]);
      const before = await access.roles.get(params.code);
      const role = await access.roles.change(params.code, expectedVersion(request, before.version), body);
      if (!role) throw changedMeanwhile((await access.roles.get(params.code)).version);
      access.changed();
      request.audit({
        kind: 'role',
        id: role.code,
        changes: { from: before.permissions, to: role.permissions },
      });
      return told(role);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/roles/{code}',
    summary: 'Delete a role that no key and no user holds',
    tag,
    permission: 'roles.write',
    params,
    conditional: true,
    responses: { 204: { description: 'Gone.' } },
    async handler(request) {
      const { code } = request.params;
      const { version } = await access.roles.get(code);
      if (!(await access.roles.remove(code, expectedVersion(request, version)))) {
        throw changedMeanwhile((await access.roles.get(code)).version);
      }
      request.audit({ kind: 'role', id: code });
      return undefined;
    },
  }),
];
