import type { CustomerInput } from '../../moment/moment.ts';

/** An invented person, every text of whom can be told apart from all else and is searched for once they are erased. */
export interface Canary {
  /** As sources name them; the same at every call. */
  customer: CustomerInput;
  /** The id that they were given; known once they were recorded. */
  customerId: string;
  /** A word to put into a field, e.g. `zqcanarynote17x`; it is remembered with the place. */
  word(place: string): string;
  /** Asks the API as an administrator. */
  request(path: string, init?: RequestInit): Promise<Response>;
}
