import type { Database } from '../../data/database.ts';
import type { Encrypted } from '../../setting/encryption.ts';
import { emailOf } from '../user/user.ts';

/** What proves who somebody is. Stays inside `access/`. */
export interface Credentials {
  id: string;
  name: string;
  email: string;
  disabled: boolean;
  /** In the PHC form. */
  password: string | null;
  /** The secret of the second factor. */
  totp: Encrypted | null;
}

const columns = 'id, name, email, disabled, password, totp';

/** Proofs in the database. */
export function createCredentials(db: Database) {
  return {
    async byEmail(email: string): Promise<Credentials | undefined> {
      const [row] = await db.query<Credentials>(`select ${columns} from chaland.user where email = $1`, [
        emailOf(email),
      ]);
      return row;
    },

    async byId(id: string): Promise<Credentials | undefined> {
      const [row] = await db.query<Credentials>(`select ${columns} from chaland.user where id = $1`, [id]);
      return row;
    },

    /** Sets a password that is hashed already. @returns false where the user is gone or disabled */
    async setPassword(id: string, hashed: string): Promise<boolean> {
      const rows = await db.query(
        'update chaland.user set password = $2 where id = $1 and not disabled returning 1',
        [id, hashed],
      );
      return rows.length > 0;
    },

    /**
     * Holds the user still until the transaction ends, so that a password that is changed at this moment, or an
     * account that is disabled, ends the session that begins here too.
     * @returns false where what was proven is so no more
     */
    async stillHolds({ id, password }: Pick<Credentials, 'id' | 'password'>): Promise<boolean> {
      const rows = await db.query(
        `select 1 from chaland.user where id = $1 and password is not distinct from $2 and not disabled for update`,
        [id, password],
      );
      return rows.length > 0;
    },
  };
}

export type CredentialStore = ReturnType<typeof createCredentials>;
