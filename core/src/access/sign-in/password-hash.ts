import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { limit } from './limit.ts';

/** What a hash costs. */
export interface PasswordCost {
  /** KiB. */
  memory: number;
  passes: number;
  parallelism: number;
}

/** The first choice of OWASP's Password Storage Cheat Sheet for argon2id: 19 MiB, two passes, one lane. */
export const passwordCost: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };

const derive = promisify(argon2);
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** The same text typed on another keyboard is the same bytes: NIST SP 800-63B asks for NFKC. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');

const told = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

interface Stored extends PasswordCost {
  salt: Buffer;
  tag: Buffer;
}

function parse(stored: string): Stored {
  const [, memory, passes, parallelism, salt = '', tag = ''] = form.exec(stored) ?? [];
  if (!memory) throw new Error('a stored password is not in the PHC form of argon2id');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/**
 * Passwords by argon2id, off the main thread. Few at a time: each takes its memory while it runs, so a flood
 * of log-ins waits in line instead of exhausting the machine.
 */
export function createPasswords({
  cost = passwordCost,
  // Two of libuv's four threads; files and DNS keep the others.
  atOnce = 2,
  waiting = 100,
}: {
  cost?: PasswordCost;
  atOnce?: number;
  waiting?: number;
} = {}) {
  const inLine = limit({ atOnce, waiting });

  const tagOf = (
    password: string,
    { memory, passes, parallelism }: PasswordCost,
    salt: Buffer,
    length = 32,
  ) =>
    inLine(() =>
      derive('argon2id', {
        message: bytesOf(password),
        nonce: salt,
        memory,
        passes,
        parallelism,
        tagLength: length,
      }),
    );

  /** Verified where there is no password, so that an unknown account takes as long as a known one. */
  const nobody: Stored = { ...cost, salt: randomBytes(16), tag: randomBytes(32) };

  return {
    /** In the PHC form, with its cost and salt: `$argon2id$v=19$m=19456,t=2,p=1$…$…`. */
    async hash(password: string): Promise<string> {
      const salt = randomBytes(16);
      const tag = await tagOf(password, cost, salt);
      const { memory, passes, parallelism } = cost;
      return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${told(salt)}$${told(tag)}`;
    },

    /**
     * Whether it is the password.
     * @param stored null where there is none: as much work, and never right
     */
    async verify(password: string, stored: string | null): Promise<boolean> {
      const known = stored === null ? nobody : parse(stored);
      const tag = await tagOf(password, known, known.salt, known.tag.length);
      return timingSafeEqual(tag, known.tag) && stored !== null;
    },

    /** Whether it was hashed at another cost than is used now: to be hashed anew when it is next typed. */
    isOutdated(stored: string): boolean {
      const { memory, passes, parallelism } = parse(stored);
      return memory !== cost.memory || passes !== cost.passes || parallelism !== cost.parallelism;
    },
  };
}

export type Passwords = ReturnType<typeof createPasswords>;
