import { hash, randomBytes } from 'node:crypto';

/**
 * Who anonymised rows belong to: each moment to a profile of its own, so that not even the purchases of one person
 * stay together. What was made from the same moment gets the same one, in every table. The salt is thrown away with the
 * erasure: afterwards nobody can tell which moment had been whose.
 */
export interface Nobody {
  /** For a moment. */
  of(momentId: string): string;
  /** The same in SQL, for a column with the moment's id. */
  sql(column: string): string;
}

export function createNobody(salt = randomBytes(16).toString('hex')): Nobody {
  return {
    of(momentId) {
      const digest = hash('sha256', `${salt}${momentId}`, 'hex');
      return [
        digest.slice(0, 8),
        digest.slice(8, 12),
        digest.slice(12, 16),
        digest.slice(16, 20),
        digest.slice(20, 32),
      ].join('-');
    },
    sql: (column) =>
      `encode(substr(sha256(convert_to('${salt}' || ${column}::text, 'UTF8')), 1, 16), 'hex')::uuid`,
  };
}
