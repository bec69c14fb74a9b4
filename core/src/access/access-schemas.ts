import { Type } from 'typebox';
import { TextSchema } from '../text.ts';

const text = (maxLength: number, options = {}) => Type.String({ minLength: 1, maxLength, ...options });
const orNull = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
const time = Type.String({ format: 'date-time' });
const closed = { additionalProperties: false };

export const GrantSchema = Type.Object(
  {
    role: text(100, { description: 'Code of the role.' }),
    brand: Type.Optional(orNull(text(100, { description: 'Code of the brand that it holds in.' }))),
    store: Type.Optional(orNull(text(100, { description: 'Code of the store that it holds in.' }))),
  },
  { ...closed, $id: 'Grant', description: 'A role, held everywhere unless a brand or a store is named.' },
);

export const KeySchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    hint: Type.String({ description: 'The first characters of the key.' }),
    createdAt: time,
    expiresAt: orNull(time),
    lastUsedAt: orNull(Type.String({ format: 'date-time', description: 'To about ten seconds.' })),
    revokedAt: orNull(time),
    grants: Type.Array(GrantSchema),
  },
  { $id: 'ApiKey' },
);

export const NewKeySchema = Type.Object(
  {
    name: text(200),
    grants: Type.Array(GrantSchema, { minItems: 1, maxItems: 100 }),
    expiresAt: Type.Optional(orNull(time)),
  },
  { ...closed, $id: 'NewApiKey' },
);

export const CreatedKeySchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    key: Type.String({ description: 'Shown this once, and kept nowhere.' }),
  },
  { $id: 'CreatedApiKey' },
);

const permissions = Type.Array(text(200), { maxItems: 1_000, uniqueItems: true });
const roleCode = Type.String({ pattern: '^[a-z][a-z0-9-]{0,99}$' });

export const RoleSchema = Type.Object(
  {
    code: roleCode,
    name: Type.String(),
    permissions,
    version: Type.Integer(),
    builtIn: Type.Boolean({ description: 'It has every permission there is, and can not be changed.' }),
  },
  { $id: 'Role' },
);
export const NewRole = Type.Object(
  { code: roleCode, name: text(200), permissions },
  { ...closed, $id: 'NewRole' },
);
export const RoleChange = Type.Object(
  { name: Type.Optional(text(200)), permissions: Type.Optional(permissions) },
  { ...closed, minProperties: 1, $id: 'RoleChange' },
);

export const PermissionSchema = Type.Object(
  {
    id: Type.String(),
    title: TextSchema,
    plugin: Type.String({ description: 'Who declares it: the id of a plugin, or core.' }),
  },
  { $id: 'Permission' },
);

export const AuditSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    at: time,
    principal: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
    action: Type.String(),
    subject: Type.Object({ kind: Type.String(), id: orNull(Type.String()) }),
    changes: Type.Unknown({ description: 'Names of the fields that changed; null for what was only seen.' }),
    requestId: orNull(Type.String()),
    address: orNull(Type.String()),
  },
  { $id: 'AuditEntry' },
);
