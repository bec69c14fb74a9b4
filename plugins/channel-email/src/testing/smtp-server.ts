import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail in a server's hands. */
export interface Delivered {
  from: string;
  to: string[];
  /** As it came over the wire. */
  raw: string;
  /** By lower-case name, unfolded. */
  headers: ReadonlyMap<string, string>;
  /** The parts by media type, decoded. */
  parts: ReadonlyMap<string, string>;
}

export interface TestSmtpServer extends AsyncDisposable {
  port: number;
  delivered: Delivered[];
  close(): Promise<void>;
}

/**
 * An SMTP server of the test's own, on a free port. It takes everything, unless told otherwise.
 * @param options smtp-server's; `onEnd` is asked once a mail has come whole, and answers for the server
 */
export async function testSmtpServer({
  onEnd = (done) => done(),
  ...options
}: SMTPServerOptions & {
  onEnd?: (done: (error?: Error | null) => void, mail: Delivered) => void;
} = {}): Promise<TestSmtpServer> {
  const delivered: Delivered[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    closeTimeout: 100,
    onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = mailFrom ? mailFrom.address : '';
        const mail = read(
          Buffer.concat(chunks).toString('utf8'),
          from,
          rcptTo.map(({ address }) => address),
        );
        delivered.push(mail);
        onEnd(done, mail);
      });
    },
    ...options,
  });
  // A client that goes away is what some tests are about.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    delivered,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Enough of MIME for what this channel writes: one level of parts, in quoted-printable, base64 or as they are. */
function read(raw: string, from: string, to: string[]): Delivered {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  const pieces = boundary
    ? body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((piece) => split(piece.replace(/^\r\n/, '')))
    : [];
  const parts = new Map(
    pieces.map((piece) => [
      (piece.headers.get('content-type') ?? '').split(';', 1)[0]!,
      decoded(piece.body, piece.headers.get('content-transfer-encoding')),
    ]),
  );
  return { from, to, raw, headers, parts };
}

function split(text: string) {
  const end = text.indexOf('\r\n\r\n');
  const lines = text
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { headers, body: text.slice(end + 4) };
}

function decoded(body: string, encoding = '7bit'): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
