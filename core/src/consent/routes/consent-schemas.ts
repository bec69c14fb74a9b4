import { Type } from 'typebox';
import { consentStates } from '../consents.ts';
import { legalBases } from '../purposes.ts';
import { ConsentInputSchema, ContactPointSchema, channelSchema, SoftOptInSchema } from '../schemas.ts';

const id = Type.String({ format: 'uuid' });
const time = Type.String({ format: 'date-time' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, description?: string) =>
  Type.Union([schema, Type.Null()], description ? { description } : {});
const closed = { additionalProperties: false };

export const ConsentInputExampleSchema = {
  ...ConsentInputSchema,
  examples: [
    {
      id: 'form-2041',
      source: 'web-shop',
      customer: { id: '1234' },
      state: 'granted',
      purpose: 'marketing',
      channel: 'email',
      contactPoint: { kind: 'email', value: 'camille@example.com' },
      notice: { code: 'newsletter', language: 'fr' },
      method: 'web-form',
    },
  ],
};
export const ConsentArraySchema = Type.Array(ConsentInputExampleSchema, { minItems: 1, maxItems: 1_000 });

const problem = Type.Object(
  { code: Type.String(), title: Type.String(), status: Type.Integer() },
  {
    additionalProperties: true,
    description: 'RFC 9457. The pointer begins at the body: `/517/contactPoint/value` in an array.',
  },
);
export const ConsentFateSchema = Type.Object(
  {
    fate: Type.Enum(['recorded', 'duplicate', 'conflict', 'rejected']),
    id: Type.Optional(Type.String({ description: 'As it was sent.' })),
    source: Type.Optional(Type.String()),
    consent: Type.Optional(Type.String({ format: 'uuid', description: 'What it is called from now on.' })),
    profile: Type.Optional(Type.String({ format: 'uuid', description: 'Whose it is.' })),
    problem: Type.Optional(problem),
  },
  { $id: 'ConsentFate' },
);
const count = Type.Integer();
export const ConsentFatesSchema = Type.Object(
  {
    results: Type.Array(ConsentFateSchema, { description: 'One for each item, in order.' }),
    counts: Type.Object({ recorded: count, duplicate: count, conflict: count, rejected: count }),
  },
  { $id: 'ConsentFates' },
);

const Detail = Type.Object(
  {
    contactPoint: Type.Optional(ContactPointSchema),
    source: Type.String(),
    id: Type.String({ description: "The source's own." }),
    method: Type.Optional(Type.String()),
    storeId: Type.Optional(id),
    staffId: Type.Optional(id),
    toldTime: Type.Optional({ ...time, description: 'As told, where it lay ahead of the clock.' }),
    softOptIn: Type.Optional(
      Type.Object({
        ...SoftOptInSchema.properties,
        saleMoment: { ...id, description: 'The sale that it rests on.' },
      }),
    ),
    evidence: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { description: 'The personal part.' },
);

export const ConsentRecordSchema = Type.Object(
  {
    id,
    profileId: { ...id, description: 'Whose it is, as a source sees them.' },
    n: Type.Integer({ description: "Place in the profile's chain." }),
    state: Type.Enum([...consentStates, 'erased']),
    purpose: orNull(Type.String()),
    brand: orNull(Type.String(), 'Code; null for the controller with all its brands.'),
    channel: orNull(channelSchema, 'Null for any.'),
    contactPoint: orNull(ContactPointSchema, 'Null for any of the channel, and once it was erased.'),
    notice: orNull(
      Type.Object({
        code: Type.String(),
        version: Type.Integer(),
        language: orNull(Type.String()),
        sha256: Type.String({ description: 'Of the wording in that language.' }),
      }),
      'What they had been told.',
    ),
    time,
    recordedAt: time,
    expiresAt: orNull(time),
    detail: orNull(Detail, 'Null once it was erased.'),
    current: Type.Boolean({ description: 'Nothing was said later by this profile in this very scope.' }),
  },
  { $id: 'Consent' },
);

const text = Type.Object(
  {
    en: Type.String({ minLength: 1, maxLength: 500 }),
    fr: Type.String({ minLength: 1, maxLength: 500 }),
  },
  closed,
);
const code = Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$', description: 'What sources call it.' });
const yes = (description: string) => Type.Boolean({ default: false, description });
const purposeFields = {
  code,
  title: text,
  description: text,
  legalBasis: Type.Enum([...legalBases], {
    description:
      '`consent`: nothing unasked. `legitimate_interest`: until somebody objects. The others ask nobody.',
  }),
  marketing: yes('Advertising: carries a way out, and ends with an objection.'),
  softOptIn: yes('A sale may stand for an opt-in, under its conditions.'),
  isolated: yes('A contact point that was given for it serves no other purpose.'),
};
export const PurposeSchema = Type.Object(
  { ...purposeFields, version: Type.Integer({ description: 'The ETag without its quotes.' }) },
  { $id: 'Purpose' },
);
export const NewPurpose = Type.Object(purposeFields, { ...closed, $id: 'NewPurpose' });
export const PurposeChange = Type.Object(
  { title: Type.Optional(text), description: Type.Optional(text) },
  {
    ...closed,
    minProperties: 1,
    $id: 'PurposeChange',
    description: 'How it is called. What it is does not change: people agreed to it.',
  },
);

const language = '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$';
export const NoticeSchema = Type.Object(
  {
    id,
    code,
    version: Type.Integer(),
    brand: orNull(Type.String(), 'Code; null for the controller.'),
    texts: Type.Record(
      Type.String(),
      Type.Object({
        text: Type.String(),
        sha256: Type.String({ description: 'Of the text in UTF-8, in hex.' }),
      }),
      { description: 'By language.' },
    ),
    createdAt: time,
  },
  { $id: 'Notice' },
);
export const NewNotice = Type.Object(
  {
    code,
    brand: Type.Optional(orNull(Type.String({ maxLength: 100 }), "Code; the controller's where absent.")),
    texts: Type.Record(
      Type.String({ pattern: language }),
      Type.Object(
        { text: Type.String({ minLength: 1, maxLength: 20_000, pattern: '^[^\\u0000]*$' }) },
        closed,
      ),
      {
        minProperties: 1,
        maxProperties: 50,
        propertyNames: { pattern: language },
        description: 'By language, a BCP 47 tag: word for word what people are told.',
        examples: [
          { fr: { text: 'Recevez nos offres par e-mail.' }, en: { text: 'Get our offers by e-mail.' } },
        ],
      },
    ),
  },
  { ...closed, $id: 'NewNotice' },
);

export const CheckpointSchema = Type.Object(
  {
    id,
    n: Type.Integer({ description: 'From 1.' }),
    madeAt: time,
    moved: Type.Integer({ description: 'Chains that had moved since the one before.' }),
    hash: Type.String({ description: 'SHA-256, in hex.' }),
  },
  { $id: 'ConsentCheckpoint' },
);
export const VerificationSchema = Type.Object(
  {
    intact: Type.Boolean(),
    profiles: Type.Integer(),
    records: Type.Integer(),
    erased: Type.Integer({
      description: 'Profiles that were erased: their details are gone, as they should be.',
    }),
    checkpoints: Type.Integer(),
    found: Type.Integer({ description: 'What was found in all.' }),
    findings: Type.Array(
      Type.Object({
        code: Type.String(),
        profileId: orNull(id),
        n: orNull(Type.Integer()),
        recordId: orNull(id),
        message: Type.String(),
      }),
      { description: 'The first hundred.' },
    ),
  },
  { $id: 'ConsentVerification' },
);
