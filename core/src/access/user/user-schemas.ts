import { Type } from 'typebox';
import { GrantSchema } from '../access-schemas.ts';

const closed = { additionalProperties: false };
const time = Type.String({ format: 'date-time' });

export const emailField = Type.String({ format: 'email', maxLength: 254 });
/** A name with something to read in it. */
export const nameField = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
export const languageField = Type.Union([Type.Literal('fr'), Type.Literal('en'), Type.Null()], {
  description: 'Null for the deployment’s own.',
});
const grants = Type.Array(GrantSchema, { minItems: 1, maxItems: 100 });

export const UserSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    email: Type.String(),
    name: Type.String(),
    language: languageField,
    state: Type.Enum(['invited', 'active', 'disabled']),
    disabled: Type.Boolean(),
    totp: Type.Boolean({ description: 'Whether signing in takes a second factor.' }),
    providers: Type.Array(Type.String(), { description: 'Ids of the providers that sign them in.' }),
    grants: Type.Array(GrantSchema),
    createdAt: time,
    signedInAt: Type.Union([time, Type.Null()]),
    version: Type.Integer(),
  },
  { $id: 'User' },
);

export const NewUserSchema = Type.Object(
  { email: emailField, name: nameField, grants, language: Type.Optional(languageField) },
  { ...closed, $id: 'NewUser' },
);

export const UserChangeSchema = Type.Object(
  {
    email: Type.Optional(emailField),
    name: Type.Optional(nameField),
    language: Type.Optional(languageField),
    grants: Type.Optional(grants),
    disabled: Type.Optional(Type.Boolean({ description: 'True ends their sessions too.' })),
    totp: Type.Optional(
      Type.Literal(false, {
        description: 'Takes the second factor away, for who has lost it and the recovery codes.',
      }),
    ),
  },
  { ...closed, minProperties: 1, $id: 'UserChange' },
);

export const UserLinkSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid', description: 'Of the user.' }),
    kind: Type.Enum(['invitation', 'reset']),
    link: Type.String({ description: 'To hand over. Shown this once, and kept nowhere.' }),
    expiresAt: time,
  },
  { $id: 'UserLink' },
);
