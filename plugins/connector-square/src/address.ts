import type { SquareArgs } from './args.ts';

/** Where Square's API is. */
export const apiAddress = ({ api, environment }: SquareArgs): string =>
  (
    api ??
    (environment === 'sandbox' ? 'https://connect.squareupsandbox.com' : 'https://connect.squareup.com')
  ).replace(/\/+$/, '');
