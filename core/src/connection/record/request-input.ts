import type { CustomerInput } from '../../moment/moment.ts';

/** What somebody asks for of their rights, told by a source: it joins the queue of privacy requests. */
export interface RequestInput {
  /** Of the source's own: the same one is filed once. */
  id: string;
  kind: 'access' | 'erasure';
  /** RFC 3339: when it was asked; the month counts from then. */
  time: string;
  customer: Pick<CustomerInput, 'id' | 'identifiers'>;
}
