import { Type } from 'typebox';

const code = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\s\\u0000-\\u001f/]([^\\u0000-\\u001f/]*[^\\s\\u0000-\\u001f/])?$',
  description: 'What sources call it.',
});
const name = Type.String({ minLength: 1, maxLength: 200 });
const country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' });
const timeZone = Type.String({ maxLength: 100, description: 'IANA name, such as Europe/Paris.' });
const currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' });
const orNull = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
const id = Type.String({ format: 'uuid' });
const version = Type.Integer({ description: 'The ETag without its quotes.' });
const closed = { additionalProperties: false };

export const BrandSchema = Type.Object({ id, code, name, version }, { $id: 'Brand' });
export const StoreSchema = Type.Object(
  { id, code, name, brandId: orNull(id), country, timeZone, currency, version },
  { $id: 'Store' },
);
export const StaffSchema = Type.Object(
  { id, code, name, storeId: orNull(id), version },
  { $id: 'StaffMember' },
);

const brand = Type.Optional(orNull(Type.String({ description: 'Code of the brand.' })));
const store = Type.Optional(orNull(Type.String({ description: 'Code of the store.' })));

export const NewBrand = Type.Object({ code, name }, { ...closed, $id: 'NewBrand' });
export const NewStore = Type.Object(
  {
    code,
    name,
    brand,
    country: Type.Optional(country),
    timeZone: Type.Optional(timeZone),
    currency: Type.Optional(currency),
  },
  { ...closed, $id: 'NewStore', description: "What is left out is the deployment's." },
);
export const NewStaff = Type.Object({ code, name, store }, { ...closed, $id: 'NewStaffMember' });

const atLeastOne = { ...closed, minProperties: 1 };
export const BrandChange = Type.Object({ name: Type.Optional(name) }, { ...atLeastOne, $id: 'BrandChange' });
export const StoreChange = Type.Object(
  {
    name: Type.Optional(name),
    brand,
    country: Type.Optional(country),
    timeZone: Type.Optional(timeZone),
    currency: Type.Optional(currency),
  },
  { ...atLeastOne, $id: 'StoreChange' },
);
export const StaffChange = Type.Object(
  { name: Type.Optional(name), store },
  { ...atLeastOne, $id: 'StaffMemberChange' },
);
