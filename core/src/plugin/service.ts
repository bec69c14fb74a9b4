import type { Context } from '../context.ts';

/** Names a service that one plugin provides and others use; exported by the provider's contract. */
export interface ServiceToken<T> {
  /** `<plugin>.<name>` */
  readonly id: string;
  /** Carries the type; never set. */
  readonly provided?: T;
}

/** How a plugin makes a service: once, when it is first asked for. */
export interface Service<T = unknown> {
  readonly token: ServiceToken<T>;
  readonly create: (context: Context) => T;
}

/** @example export const salesFacts = defineService<SalesFacts>('sales.facts'); */
export const defineService = <T>(id: string): ServiceToken<T> => ({ id });

/** @example services: [service(salesFacts, (context) => new Facts(context.db))] */
export const service = <T>(token: ServiceToken<T>, create: (context: Context) => T): Service => ({
  token,
  create,
});
