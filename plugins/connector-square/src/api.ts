import { good, type VendorAnswer, type VendorClient } from '@chaland/core';
import { apiAddress } from './address.ts';
import type { SquareArgs } from './args.ts';

/** Square's API, version 2. */
export interface SquareApi {
  /** Any answer that another try wouldn't change. */
  ask(path: string): Promise<VendorAnswer>;
  /** The same, of a search. */
  askFor(path: string, body: object): Promise<VendorAnswer>;
  /** @throws VendorFault for anything but a good answer */
  get(path: string): Promise<Answer>;
  /** A search: asking twice does no harm. @throws VendorFault for anything but a good answer */
  search(path: string, body: object): Promise<Answer>;
}

/** As Square tells it; what is in it is read when it is mapped. */
export type Answer = Readonly<Record<string, unknown>>;

export function squareApi(args: SquareArgs, http: VendorClient): SquareApi {
  const base = `${apiAddress(args)}/v2`;
  const headers = {
    authorization: `Bearer ${args.accessToken}`,
    'square-version': args.version,
    accept: 'application/json',
  };
  const ask: SquareApi['ask'] = (path) => http.request(`${base}/${path}`, { headers });
  const askFor: SquareApi['askFor'] = (path, body) =>
    http.request(`${base}/${path}`, { method: 'POST', headers, body });
  const read = (answer: VendorAnswer, path: string): Answer =>
    (good(answer, path.split('?')[0]!).json() ?? {}) as Answer;
  return {
    ask,
    askFor,
    get: async (path) => read(await ask(path), path),
    search: async (path, body) => read(await askFor(path, body), path),
  };
}

/** A list of an answer, empty where Square leaves it out. */
export const listOf = (answer: Answer, name: string): Answer[] =>
  Array.isArray(answer[name]) ? (answer[name] as Answer[]) : [];
