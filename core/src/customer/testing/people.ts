import type { CustomerInput } from '../../moment/moment.ts';
import { visit } from '../../moment/testing/test-ingest.ts';
import type { TestChaland } from '../../testing/index.ts';

let told = 0;

/** Records a visit of somebody. @returns the id of their customer */
export async function come(
  app: TestChaland,
  customer: CustomerInput,
  moment: Parameters<typeof visit>[0] = {},
): Promise<string> {
  const fate = await app.moments.recordOne(visit({ id: `come-${++told}`, customer, ...moment }));
  if (!('customer' in fate) || !fate.customer) throw new Error(`nobody came: ${JSON.stringify(fate)}`);
  return fate.customer;
}

/** A person with a number of their own at the till. */
export const person = (
  firstName: string,
  lastName: string,
  ...identifiers: [kind: string, value: string][]
): CustomerInput => ({
  id: `p-${++told}`,
  identifiers: identifiers.map(([kind, value]) => ({ kind, value })),
  attributes: { firstName, lastName },
});
