import { ApiProblem } from '../../kit/index.ts';
import type { Check } from './use-connections.ts';

/** What a connector found wrong before anything was saved, as saving would have told it: with the field it is about. */
export const refusalOf = ({ says, pointer }: Check): ApiProblem =>
  new ApiProblem(422, {
    code: 'CHL_CONNECTION_CHECK_FAILED',
    ...(says ? { says } : {}),
    ...(pointer === null ? {} : { errors: [{ pointer: `/args${pointer}`, message: '' }] }),
  });
