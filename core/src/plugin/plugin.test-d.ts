// Type-checked with the workspace, never run: what a plugin's declaration refuses at compile time.
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import { defineRoute } from '../http/route.ts';
import { momentType } from '../moment/type.ts';
import { definePlugin } from './define-plugin.ts';
import { defineExtensionPoint, type Extensions } from './extension-point.ts';
import { defineService, service } from './service.ts';

const title = { en: 'Loyalty', fr: 'Fidélité' };
const base = { id: 'loyalty', version: '1.0.0', title, requires: { api: '^1.0' } };

definePlugin(base);
// @ts-expect-error a plugin says what it requires of the API
definePlugin({ id: 'loyalty', version: '1.0.0', title });
// @ts-expect-error a title is in both languages
definePlugin({ ...base, title: { en: 'Loyalty' } });
// @ts-expect-error settings are an object
definePlugin({ ...base, settings: Type.String() });
// @ts-expect-error what is contributed is made by an extension point
definePlugin({ ...base, contributes: [{ id: 'tier' }] });
// @ts-expect-error a mistyped key
definePlugin({ ...base, contribute: [] });

interface Criterion {
  id: string;
  matches(tier: string): boolean;
}
const criterion = defineExtensionPoint<Criterion>('segments.criteria');
criterion({ id: 'tier', matches: (tier) => tier === 'gold' });
// @ts-expect-error a contribution has the type of its point
criterion({ id: 'tier' });
declare const extensions: Extensions;
extensions.all(criterion).map(({ plugin, value }) => plugin + value.matches('gold'));
// @ts-expect-error what is read back has the type of its point
extensions.all(criterion).map(({ value }) => value.tier);

const receipt = Type.Object({ total: Type.Integer(), note: Type.Optional(Type.String()) });
const typed = { type: 'receipt', version: 1, stage: 'checkout', title, schema: receipt } as const;
momentType({ ...typed, summary: ({ total, note }) => `${total.toFixed()} ${note?.length}` });
// @ts-expect-error the summary's data has the type of the schema
momentType({ ...typed, summary: ({ sum }) => `${sum}` });
// @ts-expect-error a stage is one of the journey's
momentType({ ...typed, stage: 'payment', summary: () => '' });
// @ts-expect-error a check returns faults
momentType({ ...typed, summary: () => '', check: ({ total }) => total > 0 });

interface Points {
  of(customerId: string): Promise<number>;
}
const points = defineService<Points>('loyalty.points');
service(points, () => ({ of: async () => 12 }));
// @ts-expect-error a service does what its token promises
service(points, () => ({ of: async () => 'many' }));
declare const context: Context;
context.service(points).of('id') satisfies Promise<number>;
// @ts-expect-error and nothing else
context.service(points).all;

const described = { summary: 'Points', tag: 'Loyalty', permission: null, responses: {} };
defineRoute({
  ...described,
  method: 'GET',
  path: '/api/x/loyalty/points/{customer}',
  params: Type.Object({ customer: Type.String() }),
  query: Type.Object({ limit: Type.Integer({ default: 10 }) }),
  handler: async ({ params: { customer }, query: { limit } }) => customer.slice(limit),
});
defineRoute({
  ...described,
  method: 'GET',
  path: '/api/x/loyalty/points/{customer}',
  params: Type.Object({ customer: Type.String() }),
  // @ts-expect-error the parameters are those of the schema
  handler: async ({ params: { id } }) => id,
});
