/** A member of staff: created, or the one with that code changed. */
export interface StaffInput {
  code: string;
  name: string;
  /** Code of a store. */
  store?: string | null;
}
