import { Type } from 'typebox';
import { emailField, languageField, nameField } from '../user/user-schemas.ts';

const closed = { additionalProperties: false };
const orNull = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
/** Long enough for any sentence; what is weak or too long is told by its own problem. */
export const passwordField = Type.String({ minLength: 1, maxLength: 4_096 });
const code = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'Of the authenticator app, or a recovery code.',
});
const token = Type.String({ minLength: 1, maxLength: 200, description: 'What follows # in the link.' });

export const SessionSchema = Type.Object(
  {
    principal: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
    everywhere: Type.Array(Type.String(), { description: 'Permissions held everywhere.' }),
    somewhere: Type.Array(Type.String(), { description: 'Permissions held in some brand or store.' }),
    user: Type.Union(
      [
        Type.Object({
          id: Type.String({ format: 'uuid' }),
          email: Type.String(),
          name: Type.String(),
          language: languageField,
          password: Type.Boolean({ description: 'Whether a password signs them in.' }),
          totp: Type.Boolean({ description: 'Whether signing in takes a second factor.' }),
          providers: Type.Array(Type.String(), { description: 'Ids of the providers that sign them in.' }),
        }),
        Type.Null(),
      ],
      { description: 'Null for an API key.' },
    ),
  },
  { $id: 'Session' },
);

export const SignInSchema = Type.Object(
  {
    email: Type.String({ minLength: 1, maxLength: 254 }),
    password: passwordField,
    code: Type.Optional(code),
  },
  { ...closed, $id: 'SignIn' },
);

export const OwnChangeSchema = Type.Object(
  { name: Type.Optional(nameField), language: Type.Optional(languageField) },
  { ...closed, minProperties: 1, $id: 'OwnChange' },
);

export const PasswordChangeSchema = Type.Object(
  { current: passwordField, password: passwordField },
  { ...closed, $id: 'PasswordChange' },
);

export const PasswordSchema = Type.Object({ password: passwordField }, { ...closed, $id: 'Password' });
export const CodeSchema = Type.Object({ code }, { ...closed, $id: 'Code' });

export const TotpSchema = Type.Object(
  {
    secret: Type.String({ description: 'In base32, to type in.' }),
    uri: Type.String({ description: 'otpauth://…, to show as a QR code.' }),
  },
  { $id: 'TotpSetup' },
);

export const RecoveryCodesSchema = Type.Object(
  { recoveryCodes: Type.Array(Type.String(), { description: 'Each good once. Shown this once.' }) },
  { $id: 'RecoveryCodes' },
);

export const LinkTokenSchema = Type.Object({ token }, { ...closed, $id: 'LinkToken' });

export const LinkSchema = Type.Object(
  {
    kind: Type.Enum(['invitation', 'reset']),
    email: orNull(Type.String({ description: 'Null for the first administrator, who brings their own.' })),
    name: orNull(Type.String()),
  },
  { $id: 'Link' },
);

export const LinkUseSchema = Type.Object(
  {
    token,
    password: passwordField,
    name: Type.Optional(nameField),
    email: Type.Optional(emailField),
    code: Type.Optional(code),
  },
  { ...closed, $id: 'LinkUse' },
);
