import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import type { Route } from '../../http/route.ts';
import { editableRoutes } from '../../store/editable-routes.ts';
import { NewPurpose, PurposeChange, PurposeSchema } from './consent-schemas.ts';

/** What personal data is used for. */
export const purposeRoutes = ({ consents: { purposes } }: Core): Route[] =>
  editableRoutes({
    path: '/api/purposes',
    one: 'purpose',
    many: 'purposes',
    tag: 'Consent',
    permissions: { read: 'consents.read', write: 'purposes.write' },
    schemas: { row: PurposeSchema, create: NewPurpose, change: PurposeChange, filters: Type.Object({}) },
    list: purposes.list,
    get: purposes.byCode,
    create: purposes.create,
    change: purposes.change,
  });
