import type { IdentifierInput } from '../../moment/moment.ts';

/** What a source says of a person at some time, whatever happened. */
export interface ProfileInput {
  /** The source's own number for the person; where it has none, the strongest identifier is the profile's key. */
  id?: string;
  identifiers?: IdentifierInput[];
  /** As in a moment's customer; null says that there is none any more. */
  attributes?: Record<string, unknown>;
  /** RFC 3339: since when it says so. The latest wins, attribute by attribute. */
  time: string;
}
