import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { AuthContext, Connection, ParsedKey, ServerConfig } from 'ssh2';
import { fingerprintOf } from '../../connection/drop/sftp-session.ts';
import type { VendorTrouble } from '../connector/vendor/fake-vendor.ts';
import type { OtherSide } from '../connector/vendor/other-side.ts';
import { serveSftp } from './serve-sftp.ts';
import { troubles } from './troubles.ts';

/** A real SFTP server on this machine, with faults on demand. */
export interface SftpServer extends OtherSide {
  fail: NonNullable<OtherSide['fail']>;
  readonly port: number;
  /** `SHA256:…` */
  readonly hostKey: string;
  /** What signs in in place of the password. */
  readonly privateKey: string;
  /** Connections that are open now. */
  open(): number;
  readonly args: Readonly<Record<string, unknown>>;
  readonly calls: readonly string[];
}

const user = 'till';
const password = 'password-of-the-till';

export interface SftpServerOptions {
  /** Of this machine; it shows it as `/drops`. */
  folder: string;
  /** What "no answer" is: a client may wait for long where nothing comes. A connection that is cut, where absent. */
  silence?: 'cut' | 'wait';
}

export async function startSftpServer({ folder, silence = 'cut' }: SftpServerOptions): Promise<SftpServer> {
  const { default: ssh2 } = await import('ssh2');
  const key = newKey();
  const privateKey = newKey();
  const ownKey = parsed(ssh2.utils.parseKey(privateKey));
  const calls: string[] = [];
  const going = troubles();
  const clients = new Set<Connection>();
  const next = (call: string): VendorTrouble | undefined => {
    calls.push(call);
    const isEntry = call.startsWith('AUTH');
    return going.next((trouble) => {
      // Its one page is the list of its files.
      if (trouble === 'page again' || trouble === 'empty page') return call.startsWith('OPENDIR');
      const isRefusal = typeof trouble === 'object' && (trouble.status === 401 || trouble.status === 403);
      return isEntry === isRefusal;
    });
  };

  function mayEnter(context: AuthContext): boolean {
    if (context.username !== user) return false;
    if (context.method === 'password') return context.password === password;
    if (context.method !== 'publickey' || !context.key.data.equals(ownKey.getPublicSSH())) return false;
    const { signature, blob, hashAlgo } = context;
    return !signature || ownKey.verify(blob!, signature, hashAlgo) === true;
  }
  const config: ServerConfig = { hostKeys: [key] };
  const server = new ssh2.Server(config, (client) => {
    clients.add(client);
    socketOf(client)?.setNoDelay(true);
    client.on('error', () => {});
    client.on('close', () => clients.delete(client));
    client.on('authentication', (context) => {
      if (context.method === 'none') return context.reject(['password', 'publickey']);
      if (!next(`AUTH ${context.method}`) && mayEnter(context)) context.accept();
      else context.reject(['password', 'publickey']);
    });
    client.on('session', (accept) => {
      const session = accept();
      session.on('sftp', (open) => serveSftp(open(), { folder, next, silence, cut: () => destroy(client) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const hostKey = fingerprintOf(parsed(ssh2.utils.parseKey(key)).getPublicSSH());
  const close = async () => {
    for (const client of clients) destroy(client);
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    address: `sftp://127.0.0.1:${port}`,
    port,
    hostKey,
    privateKey,
    open: () => clients.size,
    args: { place: 'sftp', host: '127.0.0.1', port, user, password, hostKey, folder: '/drops' },
    calls,
    get outstanding() {
      return going.outstanding;
    },
    fail: going.fail,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function parsed(found: ParsedKey | Error): ParsedKey {
  if (found instanceof Error) throw found;
  return found;
}

/** Its socket, with no word of goodbye. */
const destroy = (client: Connection): void => void socketOf(client)?.destroy();

/** The library doesn't hand it out. */
const socketOf = (client: Connection): Socket | undefined => (client as unknown as { _sock?: Socket })._sock;

/** As OpenSSL writes it; made anew for each server. */
const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'sec1', format: 'pem' })
    .toString();
