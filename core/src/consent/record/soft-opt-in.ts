import { problem } from '../../http/problem.ts';
import type { ConsentInput } from '../consents.ts';
import type { Purpose } from '../purposes.ts';

/** What can be told without looking for the sale. @throws CHL_SOFT_OPT_IN_UNFOUNDED naming every condition that is missing */
export function checkSoftOptIn({ softOptIn = {}, contactPoint }: ConsentInput, purpose: Purpose): void {
  if (!purpose.softOptIn) {
    throw problem('CHL_SOFT_OPT_IN_UNFOUNDED', {
      detail: `the purpose "${purpose.code}" needs a consent that was said`,
      pointer: '/purpose',
    });
  }
  const missing = [
    ...(contactPoint ? [] : [{ pointer: '/contactPoint', message: 'which one was collected with the sale' }]),
    ...softOptInConditions
      .filter(({ field }) => softOptIn[field] !== true)
      .map(({ field, message }) => ({ pointer: `/softOptIn/${field}`, message })),
  ];
  if (missing.length === 0) return;
  throw problem('CHL_SOFT_OPT_IN_UNFOUNDED', {
    detail: `missing: ${missing.map(({ message }) => message).join('; ')}`,
    pointer: missing[0]!.pointer,
    errors: missing,
  });
}

const softOptInConditions = [
  { field: 'similarProducts', message: 'that only similar products will be offered' },
  { field: 'sameCompany', message: 'that the company which sold is the one that will write' },
  { field: 'told', message: 'that they were told when the contact point was collected' },
  { field: 'couldRefuse', message: 'that they could refuse when the contact point was collected' },
] as const;
