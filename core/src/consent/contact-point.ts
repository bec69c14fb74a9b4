/** Where a person is reached: an identifier's kind, and its value in canonical form. */
export interface ContactPoint {
  /** `email`, `phone`, `device`… */
  kind: string;
  value: string;
}

/** Kind and value in one, to find it by. */
export const contactRef = ({ kind, value }: ContactPoint): string => `${kind}\u0000${value}`;
