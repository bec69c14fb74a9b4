import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import { decrypt, type Encrypted, encrypt } from '../../setting/encryption.ts';
import type { SecretKey } from '../../setting/secret-key.ts';
import { type Attempt, secondFactorOf } from './attempts.ts';
import type { Credentials } from './credentials.ts';
import { hashOfSecret } from './secret-text.ts';
import { base32, newTotpSecret, stepOfCode, totpUri } from './totp.ts';

const recoveryCodes = 10;

/** 80 random bits in four groups: `ABCD-EFGH-IJKL-MNOP`. */
const newRecoveryCode = (): string => base32(randomBytes(10)).replace(/(.{4})(?=.)/g, '$1-');

/** As it is compared: people leave out hyphens, and write in small letters. */
const plainCode = (code: string): string => code.replaceAll(/[\s-]/g, '').toUpperCase();

interface SecondFactorOptions {
  db: Database;
  clock: Clock;
  key: SecretKey;
  attempt: Attempt;
}

/** The second factor: an authenticator app, and recovery codes for when the phone is gone. */
export function createSecondFactor({ db, clock, key, attempt }: SecondFactorOptions) {
  // Where it was encrypted for, so that one user's secret is of no use in another's row.
  const placeOf = (user: string) => `user ${user} totp`;
  const secretOf = (user: string, encrypted: Encrypted) => decrypt(key.toRead(), placeOf(user), encrypted);

  /** No code is taken twice: the step only grows, whoever is first. */
  async function takeStep(user: string, step: number): Promise<boolean> {
    const rows = await db.query(
      'update chaland.user set totp_step = $2 where id = $1 and totp_step < $2 returning 1',
      [user, step],
    );
    return rows.length > 0;
  }

  async function takeRecoveryCode(user: string, code: string): Promise<boolean> {
    const rows = await db.query(
      `delete from chaland.user_recovery_code where user_id = $1 and hash = decode($2, 'hex') returning 1`,
      [user, hashOfSecret(plainCode(code))],
    );
    return rows.length > 0;
  }

  return {
    /**
     * Takes a code for who has a second factor; others need none.
     * @returns whether there was one to take
     * @throws CHL_SECOND_FACTOR where the code is missing, wrong or was used; CHL_RATE_LIMITED
     */
    async check({ id, totp }: Pick<Credentials, 'id' | 'totp'>, code: string | undefined): Promise<boolean> {
      if (!totp) return false;
      if (!code) throw problem('CHL_SECOND_FACTOR');
      const succeeded = await attempt([secondFactorOf(id)]);
      const typed = code.replaceAll(/\s/g, '');
      const step = stepOfCode(secretOf(id, totp), typed, clock.now());
      const right = step === undefined ? await takeRecoveryCode(id, code) : await takeStep(id, step);
      if (!right) {
        throw problem('CHL_SECOND_FACTOR', {
          detail: 'the code is wrong, or was used before',
          pointer: '/code',
        });
      }
      await succeeded();
      return true;
    },

    /** A new secret, which counts once a code of it has come. */
    async prepare({
      id,
      email,
    }: Pick<Credentials, 'id' | 'email'>): Promise<{ secret: string; uri: string }> {
      const secret = newTotpSecret();
      await db.query('update chaland.user set totp_pending = $2::jsonb where id = $1', [
        id,
        JSON.stringify(encrypt(key.toWrite(), placeOf(id), secret)),
      ]);
      return { secret, uri: totpUri(secret, email) };
    },

    /**
     * Turns the second factor on, by the first code of the prepared secret.
     * @returns recovery codes, which are seen this once
     * @throws CHL_CONFLICT where none is prepared, CHL_SECOND_FACTOR, CHL_RATE_LIMITED
     */
    async confirm(id: string, code: string): Promise<string[]> {
      const [row] = await db.query<{ totp_pending: Encrypted | null }>(
        'select totp_pending from chaland.user where id = $1',
        [id],
      );
      if (!row?.totp_pending) {
        throw problem('CHL_CONFLICT', {
          detail: 'no second factor is being set up',
          mend: 'Begin with POST /api/session/totp.',
        });
      }
      const pending = row.totp_pending;
      const succeeded = await attempt([secondFactorOf(id)]);
      const step = stepOfCode(secretOf(id, pending), code.replaceAll(/\s/g, ''), clock.now());
      if (step === undefined) {
        throw problem('CHL_SECOND_FACTOR', {
          detail: 'this is not the code that the app shows now',
          pointer: '/code',
        });
      }
      const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
      await db.transaction(async () => {
        const confirmed = await db.query(
          `update chaland.user set totp = totp_pending, totp_pending = null, totp_step = $2
           where id = $1 and totp_pending = $3::jsonb returning 1`,
          [id, step, JSON.stringify(pending)],
        );
        if (confirmed.length === 0) throw problem('CHL_CONFLICT', { detail: 'it was set up anew meanwhile' });
        await db.query('delete from chaland.user_recovery_code where user_id = $1', [id]);
        await db.query(
          `insert into chaland.user_recovery_code (user_id, hash)
           select $1, decode(hash, 'hex') from unnest($2::text[]) as c (hash)`,
          [id, codes.map((one) => hashOfSecret(plainCode(one)))],
        );
      });
      await succeeded();
      return codes;
    },

    /** Turns it off. */
    off: (id: string): Promise<void> =>
      db.transaction(async () => {
        await db.query('update chaland.user set totp = null, totp_pending = null where id = $1', [id]);
        await db.query('delete from chaland.user_recovery_code where user_id = $1', [id]);
      }),
  };
}

export type SecondFactor = ReturnType<typeof createSecondFactor>;
