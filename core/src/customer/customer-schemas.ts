import { type Static, Type } from 'typebox';
import { AttributesSchema } from './attributes.ts';
import { CorrectedAttributesSchema } from './customer-attributes-schema.ts';
import { countedDuplicates } from './read/record.ts';

const id = Type.String({ format: 'uuid' });
const time = Type.String({ format: 'date-time' });
const name = Type.Union([Type.String(), Type.Null()], {
  description: 'First and last name, or the company; null where no source told one.',
});
const kindText = "`email`, `phone`, `loyalty_card`…, or `source:<source>` for a source's own number.";
const kind = Type.String({ description: kindText });
const canonical = Type.String({
  description: 'In canonical form: an e-mail in lower case, a phone in E.164.',
});

export const ProfileSchema = Type.Object(
  {
    id,
    source: Type.String(),
    key: Type.String({
      description: "The source's own number, else `<kind>:<value>` of the strongest identifier.",
    }),
    attributes: Type.Unsafe<Static<typeof CorrectedAttributesSchema>>({
      ...CorrectedAttributesSchema,
      description: 'As the source said them; only the retailer says null, that there is none.',
    }),
    createdAt: time,
    updatedAt: time,
    identifiers: Type.Array(
      Type.Object({
        kind,
        value: canonical,
        raw: Type.String({ description: 'As the source gave it.' }),
        verified: Type.Boolean({ description: 'The source checked that it is theirs.' }),
        since: time,
        source: Type.String(),
      }),
    ),
  },
  { $id: 'Profile', description: "One source's view of a person." },
);

export const CustomerSchema = Type.Object(
  {
    id,
    displayName: name,
    attributes: AttributesSchema,
    version: Type.Integer(),
    createdAt: time,
    updatedAt: time,
    profiles: Type.Array(ProfileSchema),
    possibleDuplicates: Type.Integer({
      description: `Other customers who may be the same person, counted up to ${countedDuplicates}.`,
    }),
  },
  { $id: 'Customer', description: 'The golden record of a person, with what each source says of them.' },
);

export const PossibleDuplicateSchema = Type.Object(
  {
    id,
    displayName: name,
    shared: Type.Array(Type.Object({ kind, value: canonical }), { description: 'What both are known by.' }),
  },
  { $id: 'PossibleDuplicate', description: 'Another customer who may be the same person.' },
);

export const FoundCustomerSchema = Type.Object(
  {
    id,
    displayName: name,
    createdAt: time,
    identifiers: Type.Array(Type.Object({ kind, value: canonical, verified: Type.Boolean() })),
    outside: Type.Optional(
      Type.Literal(true, {
        description:
          'They never came to your stores: found by the identifier that was asked for whole, and more of them is not shown.',
      }),
    ),
  },
  { $id: 'FoundCustomer' },
);

export const LookupSchema = Type.Object(
  {
    identifiers: Type.Array(
      Type.Object(
        {
          kind: Type.String({
            minLength: 1,
            maxLength: 300,
            pattern: '^[^\\u0000]*$',
            description: kindText,
          }),
          value: Type.String({ minLength: 1, maxLength: 400, pattern: '^[^\\u0000]*$' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 1_000 },
    ),
    country: Type.Optional(
      Type.String({
        pattern: '^[A-Z]{2}$',
        description:
          "ISO 3166-1 alpha-2: what phone numbers without a country are read with; the deployment's where absent.",
      }),
    ),
  },
  {
    additionalProperties: false,
    $id: 'CustomerLookup',
    examples: [
      {
        identifiers: [
          { kind: 'email', value: 'Camille@Example.com' },
          { kind: 'source:till', value: '1234' },
        ],
      },
    ],
  },
);

export const LookedUpSchema = Type.Object(
  {
    results: Type.Array(
      Type.Object({
        kind: Type.String(),
        value: Type.String({ description: 'As it was asked.' }),
        canonical: Type.Union([Type.String(), Type.Null()], { description: 'Null where it is not valid.' }),
        customer: Type.Union([Type.Object({ id, displayName: name }), Type.Null()]),
        problem: Type.Optional(
          Type.Object({}, { additionalProperties: true, description: 'Why it is not valid.' }),
        ),
      }),
    ),
  },
  { $id: 'CustomerLookupResults' },
);
