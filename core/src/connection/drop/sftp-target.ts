import type { DropArgs } from './drop-args.ts';
import { DropFault } from './drop-fault.ts';

/** What is needed to reach a folder of an SFTP server. */
export interface SftpTarget {
  host: string;
  port: number;
  user: string;
  /** Of the user; of the key, where there is one. */
  password: string | undefined;
  privateKey: string | undefined;
  /** `SHA256:…`; nothing is sent to a server that shows another key. */
  hostKey: string | undefined;
  folder: string;
}

/** @throws DropFault for what is missing, with the pointer of the field */
export function sftpTarget(args: DropArgs): SftpTarget {
  const { host, port = 22, user, password, privateKey, hostKey, folder = '.' } = args;
  if (!host) throw missing('the server', 'le serveur', '/host');
  if (!user) throw missing('the user', 'l’utilisateur', '/user');
  if (!password && !privateKey) {
    throw missing('a password or a private key', 'un mot de passe ou une clé privée', '/password');
  }
  return {
    host,
    port,
    user,
    password,
    privateKey: privateKey && inLines(privateKey),
    hostKey,
    folder,
  };
}

const missing = (en: string, fr: string, pointer: string) =>
  new DropFault(
    {
      en: `To sign in to the SFTP server, give ${en}.`,
      fr: `Pour se connecter au serveur SFTP, indiquez ${fr}.`,
    },
    pointer,
  );

/** A key that went through a field of one line has lost its line breaks. */
function inLines(key: string): string {
  const [, label, content] = /-----BEGIN ([^-]+)-----([^-:]+)-----END \1-----/.exec(key) ?? [];
  if (label === undefined || content === undefined) return key;
  const lines = content.replace(/\s+/g, '').match(/.{1,70}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
