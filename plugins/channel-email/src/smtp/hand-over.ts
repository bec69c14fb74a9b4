import { Readable } from 'node:stream';
import { PermanentFailure, TemporaryFailure } from '@chaland/core';
import SMTPConnection, { type SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import type { EmailSettings } from '../settings.ts';

/** All in milliseconds. */
const timeouts = {
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
  dnsTimeout: 15_000,
  socketTimeout: 60_000,
};

/** What nodemailer says beside the error: the server's reply, where there was one. */
type Said = Error & { responseCode?: number };

/**
 * Hands one mail over to the server, on a connection of its own.
 *
 * The content is read only once the server has asked for it (354). Until then, and wherever the server refuses in so many
 * words, nothing was handed over for certain; where the connection ends between that and the server's answer, nobody
 * knows.
 * @returns the server's answer
 * @throws PermanentFailure for a refusal for good, TemporaryFailure where it wasn't handed over; anything else leaves
 *   open whether it was
 */
export async function handOver(
  settings: Pick<EmailSettings, 'host' | 'port' | 'encryption' | 'user' | 'password'>,
  envelope: SMTPEnvelope,
  content: Buffer,
  { signal }: { signal: AbortSignal },
): Promise<string> {
  const { host, port, encryption, user, password = '' } = settings;
  if (signal.aborted) throw new TemporaryFailure('the process is ending');
  const connection = new SMTPConnection({
    host,
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    ...timeouts,
  });
  // Its callbacks may never be called once it is closed, and whatever fails outside of them comes as an event.
  const broken = new Promise<never>((_, reject) => {
    connection.on('error', reject);
    connection.on('end', () => reject(new Error('the server ended the connection')));
    signal.addEventListener('abort', () => connection.close(), { once: true });
  });
  broken.catch(() => {});
  const step = <T>(run: (done: (error?: Error | null, result?: T) => void) => void): Promise<T> =>
    Promise.race([
      broken,
      new Promise<T>((resolve, reject) => {
        run((error, result) => (error ? reject(error) : resolve(result as T)));
      }),
    ]);

  let begun = false;
  const observed = Readable.from(
    (function* () {
      begun = true;
      yield content;
    })(),
  );
  let place: 'before' | 'message' = 'before';
  try {
    await step((done) => connection.connect(done));
    if (user !== undefined) {
      await step((done) => connection.login({ user, credentials: { user, pass: password } }, done));
    }
    place = 'message';
    const { response } = await step<{ response: string }>((done) =>
      connection.send(envelope, observed, done),
    );
    connection.quit();
    return response;
  } catch (error) {
    connection.close();
    throw known(error as Said, place, begun);
  }
}

/** A refusal of the message is the server's word on it; one of the connection or the password may be mended. */
function known(error: Said, place: 'before' | 'message', begun: boolean): Error {
  const { responseCode = 0, message } = error;
  if (place === 'message' && responseCode >= 500) return new PermanentFailure(message, { cause: error });
  if (responseCode >= 400 || !begun) return new TemporaryFailure(message, { cause: error });
  return error;
}
