import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { etagOf } from '../../http/precondition.ts';
import { defineRoute, reply } from '../../http/route.ts';
import { ExplainedAttributesSchema } from '../customer-attributes-schema.ts';
import type { Address } from '../normalise/address.ts';
import { checkAddress } from '../place-list.ts';
import { readCompeting } from '../survivorship/competing.ts';
import { explain } from '../survivorship/explain.ts';
import { readRules } from '../survivorship/rules.ts';
import { movedResponse, movedTo } from './moved.ts';
import { shownCustomer } from './shown.ts';

export const attributesRoute = ({ db, settings, config, log, plugins: { extensions } }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/customers/{id}/attributes',
    summary: 'Why a customer’s attributes are what they are',
    description:
      'For each attribute the value that won, by which rule and from which source since when, and the values that lost.',
    tag: 'Customers',
    permission: 'customers.read',
    permissionScope: 'somewhere',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    responses: {
      200: { description: "By name. The ETag is the customer's version.", schema: ExplainedAttributesSchema },
      308: movedResponse,
    },
    async handler({ params: { id }, audit }, { principal }) {
      const { version, mergedInto } = await shownCustomer(db, id, principal.storesFor('customers.read'));
      if (mergedInto) return movedTo(mergedInto, '/attributes');
      const rules = await readRules(settings, config.locale);
      const competing = await readCompeting(db, [id], { asksVerified: true });
      const items = explain(competing.get(id.toLowerCase()) ?? { profiles: [], choices: {} }, rules);
      const address = items.find(({ attribute, value }) => attribute === 'address' && value !== null);
      const check =
        address && (await checkAddress(address.value as Address, config.locale.country, { extensions, log }));
      if (check) address.check = check;
      audit({ kind: 'customer', id });
      return reply(200, { items }, { etag: etagOf(version) });
    },
  });
