import { type TSchema, Type } from 'typebox';
import { AttributesSchema } from '../../customer/attributes.ts';
import { MomentEnvelope } from '../../moment/envelope.ts';

const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

const { custom: _moments, ...others } = AttributesSchema.properties;

/** As a moment's, and null says that there is none any more. */
const SaidAttributes = Type.Object(
  {
    ...Object.fromEntries(
      Object.entries(others).map(([name, schema]) => [name, Type.Optional(orNull(schema))]),
    ),
    custom: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,59}$' }),
        Type.Unsafe<string | number | boolean | null>({
          type: ['string', 'number', 'boolean', 'null'],
          maxLength: 2000,
        }),
        { additionalProperties: false, description: 'The retailer’s own, each a text, a number or yes/no.' },
      ),
    ),
  },
  { additionalProperties: false, description: 'Null says that there is none any more.' },
);

const { id, identifiers } = MomentEnvelope.properties.customer.properties;

const fields = {
  id,
  identifiers,
  attributes: Type.Optional(SaidAttributes),
  time: Type.String({
    maxLength: 60,
    description:
      'RFC 3339: since when it says so, such as when its record was changed. Without an offset it is the deployment’s local time. The latest wins, attribute by attribute.',
  }),
};

const closed = { additionalProperties: false, description: 'What a source says of a person at some time.' };

/** `ProfileInput` as JSON Schema. */
export const ProfileInputSchema = Type.Object(fields, closed);

/** With its source. */
export const SourcedProfileSchema = Type.Object(
  { source: MomentEnvelope.properties.source, ...fields },
  {
    ...closed,
    examples: [
      {
        source: 'web-shop',
        id: '1234',
        identifiers: [{ kind: 'email', value: 'camille@example.com', verified: true }],
        attributes: { firstName: 'Camille', company: null },
        time: '2026-03-02T10:15:00+01:00',
      },
    ],
  },
);
