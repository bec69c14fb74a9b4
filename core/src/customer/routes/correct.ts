import { type Static, Type } from 'typebox';
import { lockScope } from '../../consent/lock.ts';
import type { Core } from '../../http/core.ts';
import { etagOf, expectedVersion } from '../../http/precondition.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, reply } from '../../http/route.ts';
import { IdentifierSchema } from '../../moment/envelope.ts';
import { correct } from '../correct/correct.ts';
import { readOwnProfiles } from '../correct/own-profiles.ts';
import { CorrectedAttributesSchema } from '../customer-attributes-schema.ts';
import { CustomerSchema } from '../customer-schemas.ts';
import { identifierKinds } from '../identifier.ts';
import { attributeFaults } from '../normalise/attributes.ts';
import { readIdentifiers } from '../person.ts';
import { readRecord } from '../read/record.ts';
import { readRules } from '../survivorship/rules.ts';
import { movedResponse, movedTo } from './moved.ts';
import { shownCustomer } from './shown.ts';

const body = Type.Object(
  {
    attributes: Type.Optional(CorrectedAttributesSchema),
    withdraw: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 80 }), {
        maxItems: 200,
        description:
          "Attributes that you no longer say anything of, such as `birthDate` or `custom.size`: the sources' count again.",
      }),
    ),
    identifiers: Type.Optional(
      Type.Array(IdentifierSchema, { maxItems: 50, description: 'More that they are known by.' }),
    ),
  },
  {
    additionalProperties: false,
    $id: 'CustomerCorrection',
    examples: [{ attributes: { lastName: 'Durand', birthDate: null } }],
  },
);

export function correctRoute({ db, clock, settings, config, plugins }: Core) {
  const kinds = identifierKinds(plugins.extensions);
  const { locale } = config;
  return defineRoute({
    method: 'PATCH',
    path: '/api/customers/{id}',
    summary: 'Correct what is known of a customer',
    description:
      'What you say becomes what the source `chaland` says, and wins over every other source unless the settings say otherwise. null says that there is none: the value is gone from the customer, though a source may still say it. What you leave out stays. If-Match must carry the ETag of the customer.',
    tag: 'Customers',
    permission: 'customers.write',
    permissionScope: 'somewhere',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body,
    conditional: true,
    responses: {
      200: { description: 'The customer as they are now.', schema: CustomerSchema },
      308: movedResponse,
    },
    async handler(request, { principal }) {
      const { attributes = {}, withdraw = [], identifiers = [] } = request.body as Static<typeof body>;
      const id = request.params.id.toLowerCase();
      await shownCustomer(db, id, principal.storesFor('customers.write'));
      const own = await readOwnProfiles(db, id);
      await lockScope(db, { profileIds: own.map((profile) => profile.id), customerIds: [id] });
      // Only what is seen under the lock counts: a merge or another correction may have been faster.
      const { version, mergedInto } = await shownCustomer(db, id, 'everywhere');
      if (mergedInto) return movedTo(mergedInto);
      expectedVersion(request, version);

      const faults = attributeFaults(attributes, clock.now(), '/attributes');
      if (faults[0]) {
        const { pointer, message } = faults[0];
        throw problem('CHL_INPUT_INVALID', { detail: message, pointer, errors: faults });
      }
      const added = readIdentifiers(identifiers, locale.country, kinds, '/identifiers');
      const correction = { customerId: id, attributes, withdraw, identifiers: added };
      const fields = await correct(db, correction, clock.now(), await readRules(settings, locale));
      request.audit({ kind: 'customer', id, changes: { fields } });
      const after = await readRecord(db, id);
      if (!after) throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
      return reply(200, after.body, { 'content-type': 'application/json', etag: etagOf(after.version) });
    },
  });
}
