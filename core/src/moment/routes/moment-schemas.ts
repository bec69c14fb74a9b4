import { Type } from 'typebox';
import { MomentEnvelope } from '../envelope.ts';
import { stages } from '../type.ts';

const id = Type.String({ format: 'uuid' });
const time = Type.String({ format: 'date-time' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description });

const example = {
  id: 'r-2041',
  source: 'pos-paris',
  type: 'receipt',
  time: '2026-03-02T10:15:00+01:00',
  customer: { id: '1234', identifiers: [{ kind: 'email', value: 'camille@example.com', verified: true }] },
  store: 'PAR-1',
  data: {
    number: '2041',
    currency: 'EUR',
    lines: [{ sku: 'scarf', quantity: 1, unitPrice: '49.90', amount: 4990 }],
  },
};

export const MomentInputSchema = { ...MomentEnvelope, examples: [example] };

export const MomentArraySchema = Type.Array(MomentInputSchema, { minItems: 1, maxItems: 1_000 });

const problem = Type.Object(
  { code: Type.String(), title: Type.String(), status: Type.Integer() },
  {
    additionalProperties: true,
    description:
      'RFC 9457. The pointer begins at the body: `/517/data/lines/0/quantity` in an array, `/data/…` in a line of NDJSON.',
  },
);
const fields = {
  fate: Type.Enum(['recorded', 'duplicate', 'conflict', 'rejected'], {
    description:
      '`duplicate`: it was there already, with the same content. `conflict`: with other content; what came is kept aside. `rejected`: something is wrong with it; nothing of it was recorded.',
  }),
  id: Type.Optional(Type.String({ description: 'As it was sent.' })),
  source: Type.Optional(Type.String()),
  moment: Type.Optional(Type.String({ format: 'uuid', description: 'What it is called from now on.' })),
  profile: Type.Optional(
    Type.String({ format: 'uuid', description: 'Whose it is, as its source sees them.' }),
  ),
  customer: Type.Optional(
    Type.String({ format: 'uuid', description: 'Whose it is; absent where nobody is named.' }),
  ),
  problem: Type.Optional(problem),
};

export const FateSchema = Type.Object(fields, { $id: 'MomentFate' });

export const LineFateSchema = Type.Object(
  { line: Type.Integer({ description: 'From 1.' }), ...fields },
  {
    $id: 'MomentLineFate',
    description: 'One line of the answer for each line that is not empty, in the same order.',
  },
);

const count = Type.Integer();
export const FatesSchema = Type.Object(
  {
    results: Type.Array(FateSchema, { description: 'One for each item, in order.' }),
    counts: Type.Object({ recorded: count, duplicate: count, conflict: count, rejected: count }),
  },
  { $id: 'MomentFates' },
);

/** The CloudEvents attributes that Chaland reads; others are ignored. */
export const CloudEventSchema = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String(),
    source: Type.String({ description: 'A URI reference.' }),
    type: Type.String({ description: 'One of GET /api/moment-types.' }),
    time: Type.String({ description: 'Of the moment. CloudEvents may leave it out; a moment has a time.' }),
    datacontenttype: Type.Optional(Type.String({ description: 'JSON.' })),
    data: Type.Optional(Type.Unknown()),
    data_base64: Type.Optional(Type.String({ description: 'JSON in base64, in place of data.' })),
    store: Type.Optional(Type.String({ description: 'Extension: code of a store.' })),
    staff: Type.Optional(Type.String({ description: 'Extension: code of a member of staff.' })),
    session: Type.Optional(Type.String({ description: "Extension: the visitor's session." })),
    typeversion: Type.Optional(Type.Integer({ description: 'Extension: version of the type.' })),
    customerid: Type.Optional(
      Type.String({ description: "Extension: the source's own number of the person." }),
    ),
    customeremail: Type.Optional(Type.String({ description: 'Extension.' })),
    customerphone: Type.Optional(Type.String({ description: 'Extension.' })),
    customercard: Type.Optional(Type.String({ description: 'Extension: a loyalty card.' })),
  },
  { additionalProperties: true, $id: 'CloudEvent', description: 'CloudEvents 1.0 in the JSON event format.' },
);

const named = Type.Object({ id, code: Type.String(), name: Type.String() });
export const MomentSchema = Type.Object(
  {
    id,
    profile: Type.String({ format: 'uuid', description: 'Whose it is, as its source sees them.' }),
    source: Type.String(),
    key: Type.String({ description: "The source's own id." }),
    type: Type.String(),
    version: Type.Integer({
      description: "Of the data: the type's newest, or as stored where nobody knows the type.",
    }),
    stage: orNull(Type.Enum([...stages]), 'Null where no enabled plugin knows the type.'),
    title: Type.String({ description: "The type's, in the language asked." }),
    summary: Type.String({ description: 'One line, in the language asked.' }),
    time,
    store: orNull(named, 'Where.'),
    staff: orNull(named, 'By whom.'),
    session: orNull(Type.String(), 'What one visit has in common: moments of a session belong together.'),
    live: Type.Boolean({ description: 'False for imports and backfills.' }),
    recordedAt: time,
    data: Type.Unknown({ description: 'By the schema of the type.' }),
  },
  { $id: 'Moment', description: 'Something that happened on the journey.' },
);

const text = Type.Object({ en: Type.String(), fr: Type.String() });
export const MomentTypeSchema = Type.Object(
  {
    type: Type.String(),
    version: Type.Integer({ description: 'The newest.' }),
    oldestVersion: Type.Optional(
      Type.Integer({ description: 'The oldest that can still be sent; none of a dormant one can.' }),
    ),
    stage: Type.Enum([...stages]),
    title: text,
    plugin: Type.String(),
    dormant: Type.Boolean({ description: 'Its plugin is not enabled any more.' }),
    schema: Type.Optional(
      Type.Object(
        {},
        { additionalProperties: true, description: 'JSON Schema of data; none where dormant.' },
      ),
    ),
  },
  { $id: 'MomentType' },
);
