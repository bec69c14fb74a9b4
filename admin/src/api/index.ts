export { type Api, useApi } from './client.ts';
export { onServerBack, serverAway } from './connection.ts';
export type { components, paths } from './core.gen.ts';
export { ApiProblem, type Fault, ServerAway } from './problem.ts';
export { onExpired } from './transport.ts';
