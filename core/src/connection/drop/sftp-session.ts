import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ConnectConfig, SFTPWrapper } from 'ssh2';
import { VendorFault } from '../vendor/vendor-fault.ts';
import { DropFault } from './drop-fault.ts';
import type { SftpTarget } from './sftp-target.ts';

/** An SFTP channel that is open; nothing else is asked of the server, no shell and no command. */
export interface SftpSession extends AsyncDisposable {
  isAlive(): boolean;
  /**
   * One question to the server.
   * @throws what it answered; VendorFault where it doesn't in time or the connection is lost; the signal's reason
   */
  ask<T>(
    act: (sftp: SFTPWrapper, done: (error: Error | null | undefined, answer: T) => void) => void,
  ): Promise<T>;
}

export interface SftpTiming {
  signal: AbortSignal;
  /** Milliseconds that the server has for one answer, and to let us in; 30,000 where absent. */
  timeout?: number | undefined;
}

/** Milliseconds that a server has to say goodbye. */
const farewell = 500;

/** @throws DropFault where it can't be reached, isn't the one it should be, or refuses who we are */
export async function openSftp(
  target: SftpTarget,
  { signal, timeout = 30_000 }: SftpTiming,
): Promise<SftpSession> {
  signal.throwIfAborted();
  const { default: ssh2 } = await import('ssh2');
  if (target.privateKey) refuseBadKey(ssh2.utils.parseKey(target.privateKey, target.password));
  const client = new ssh2.Client();
  let ended: unknown;
  const waiting = new Set<(reason: unknown) => void>();
  const end = (reason: unknown) => {
    ended ??= reason;
    for (const reject of waiting) reject(ended);
    waiting.clear();
    client.destroy();
  };
  const onAbort = () => end(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });

  const within = <T>(act: (done: (error: Error | null | undefined, answer: T) => void) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      const timer = setTimeout(() => end(new VendorFault('the SFTP server does not answer')), timeout);
      const settled = () => {
        clearTimeout(timer);
        waiting.delete(refuse);
      };
      const refuse = (reason: unknown) => {
        settled();
        reject(reason);
      };
      waiting.add(refuse);
      act((error, answer) => {
        settled();
        if (error) reject(ended ?? error);
        else resolve(answer);
      });
    });

  const close = async () => {
    signal.removeEventListener('abort', onAbort);
    if (ended === undefined) {
      ended = new VendorFault('the SFTP session is over');
      client.end();
      await once(client, 'close', { signal: AbortSignal.timeout(farewell) }).catch(() => undefined);
    }
    client.destroy();
  };

  let shown: Buffer | undefined;
  try {
    await within<void>((done) => {
      client.on('ready', () => done(null, undefined));
      client.on('error', (error) => end(faultOf(error, target, shown)));
      client.on('close', () => end(new VendorFault('the SFTP server closed the connection')));
      client.on('keyboard-interactive', (_name, _words, _language, prompts, answer) =>
        answer(prompts.map(() => target.password ?? '')),
      );
      client.connect({
        ...configOf(target, timeout),
        hostVerifier: (key: Buffer) => {
          shown = key;
          return isPinned(target.hostKey, key);
        },
      });
      // Many small packets: none waits for the next.
      client.setNoDelay(true);
    });
    const sftp = await within<SFTPWrapper>((done) => client.sftp(done));
    return {
      isAlive: () => ended === undefined,
      ask: (act) => within((done) => act(sftp, done)),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error instanceof Error && 'level' in error ? faultOf(error, target, shown) : error;
  }
}

const configOf = (
  { host, port, user, password, privateKey }: SftpTarget,
  timeout: number,
): ConnectConfig => ({
  host,
  port,
  username: user,
  readyTimeout: timeout,
  keepaliveInterval: 10_000,
  ...(privateKey
    ? { privateKey, ...(password === undefined ? {} : { passphrase: password }) }
    : { ...(password === undefined ? {} : { password }), tryKeyboard: true }),
});

/** As OpenSSH writes it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

const isPinned = (pinned: string | undefined, key: Buffer): boolean =>
  pinned !== undefined && pinned.replace(/=+$/, '') === fingerprintOf(key);

/** The blob begins with the length of its type's name. */
const typeOf = (key: Buffer): string => key.toString('latin1', 4, 4 + Math.min(key.readUInt32BE(0), 64));

function faultOf(error: Error, { hostKey, privateKey }: SftpTarget, shown: Buffer | undefined): VendorFault {
  const { level, code } = error as NodeJS.ErrnoException & { level?: string };
  if (shown && !isPinned(hostKey, shown)) {
    const showed = `${fingerprintOf(shown)} (${typeOf(shown)})`;
    return new DropFault(
      hostKey === undefined
        ? {
            en: `The server shows the key ${showed}. Compare it with what its operator tells you, and paste it here.`,
            fr: `Le serveur présente la clé ${showed}. Comparez-la avec celle que son exploitant vous communique, puis collez-la ici.`,
          }
        : {
            en: `The server shows another key, ${showed}. Nothing was sent to it. Ask its operator whether the key was changed.`,
            fr: `Le serveur présente une autre clé, ${showed}. Rien ne lui a été envoyé. Demandez à son exploitant si la clé a changé.`,
          },
      '/hostKey',
      { cause: error },
    );
  }
  if (level === 'client-authentication') {
    return new DropFault(
      privateKey
        ? {
            en: 'The server refuses this user with this private key.',
            fr: 'Le serveur refuse cet utilisateur avec cette clé privée.',
          }
        : {
            en: 'The server refuses this user with this password.',
            fr: 'Le serveur refuse cet utilisateur avec ce mot de passe.',
          },
      privateKey ? '/privateKey' : '/password',
      { status: 401, cause: error },
    );
  }
  const what = `${code ?? level ?? ''}`;
  return new DropFault(
    {
      en: `The SFTP server can't be reached (${what}). Check its name and port.`,
      fr: `Le serveur SFTP est injoignable (${what}). Vérifiez son nom et son port.`,
    },
    '/host',
    { cause: error },
  );
}

function refuseBadKey(parsed: unknown): void {
  const faulty = parsed instanceof Error ? parsed : undefined;
  if (!faulty) return;
  throw new DropFault(
    /passphrase|decrypt|integrity/i.test(faulty.message)
      ? {
          en: 'The private key is encrypted: give its password in the field of the password.',
          fr: 'La clé privée est chiffrée : indiquez son mot de passe dans le champ du mot de passe.',
        }
      : {
          en: 'This is no private key that can be read. Paste the whole file, as ssh-keygen wrote it.',
          fr: 'Cette clé privée est illisible. Collez le fichier entier, tel que ssh-keygen l’a écrit.',
        },
    '/privateKey',
  );
}
