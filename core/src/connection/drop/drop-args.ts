import { type Static, Type } from 'typebox';

const line = (most: number) =>
  Type.String({ minLength: 1, maxLength: most, pattern: '^[^\\u0000-\\u001f]*$' });

/**
 * The fields by which a connection names its drop, to be spread into the args of a connector. They stand side by side,
 * so that forms show them as they are.
 * @param pattern of names where the connection doesn't say: `*.{csv,csv.gz}`
 */
export const dropArgs = ({ pattern }: { pattern: string }) => ({
  place: Type.Enum(['folder', 'sftp'], {
    default: 'folder',
    'x-title': { en: 'Where the files lie', fr: 'Emplacement des fichiers' },
    'x-labels': {
      folder: { en: 'In a folder of this server', fr: 'Dans un dossier de ce serveur' },
      sftp: { en: 'On an SFTP server', fr: 'Sur un serveur SFTP' },
    },
  }),
  folder: Type.String({
    ...line(1_000),
    'x-address': false,
    'x-title': { en: 'Folder', fr: 'Dossier' },
    'x-description': {
      en: 'On this server: within the folder that CHALAND_DROPS names. On an SFTP server: its path there.',
      fr: 'Sur ce serveur : dans le dossier que désigne CHALAND_DROPS. Sur un serveur SFTP : son chemin là-bas.',
    },
  }),
  pattern: Type.String({
    ...line(200),
    default: pattern,
    'x-address': false,
    'x-title': { en: 'Names of the files', fr: 'Noms des fichiers' },
    'x-description': {
      en: 'With * for any letters: shop-*.csv. Capitals and small letters are the same.',
      fr: 'Avec * pour des lettres quelconques : boutique-*.csv. Sans distinction entre majuscules et minuscules.',
    },
  }),
  settle: Type.Integer({
    minimum: 0,
    maximum: 86_400,
    default: 30,
    'x-title': {
      en: 'Seconds that a file has to be unchanged',
      fr: 'Secondes pendant lesquelles un fichier doit être inchangé',
    },
    'x-description': {
      en: 'What is still being written is left. Names that begin with a dot, or end with .part or .tmp, are left in any case.',
      fr: 'Un fichier en cours d’écriture est laissé de côté, de même que les noms commençant par un point ou terminés par .part ou .tmp.',
    },
  }),
  afterwards: Type.Enum(['leave', 'move', 'delete'], {
    default: 'leave',
    'x-title': { en: 'Files that were read', fr: 'Fichiers lus' },
    'x-labels': {
      leave: { en: 'Stay where they are', fr: 'Restent en place' },
      move: { en: 'Go into the subfolder “done”', fr: 'Vont dans le sous-dossier « done »' },
      delete: { en: 'Are deleted', fr: 'Sont supprimés' },
    },
  }),
  host: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9.:_-]{1,253}$',
      'x-address': true,
      'x-title': { en: 'SFTP: server', fr: 'SFTP : serveur' },
      'x-description': {
        en: 'Its name or address: sftp.example.com',
        fr: 'Son nom ou son adresse : sftp.example.com',
      },
    }),
  ),
  port: Type.Integer({
    minimum: 1,
    maximum: 65_535,
    default: 22,
    'x-address': true,
    'x-title': { en: 'SFTP: port', fr: 'SFTP : port' },
  }),
  user: Type.Optional(
    Type.String({ ...line(200), 'x-title': { en: 'SFTP: user', fr: 'SFTP : utilisateur' } }),
  ),
  password: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 300,
      'x-secret': true,
      'x-title': { en: 'SFTP: password', fr: 'SFTP : mot de passe' },
      'x-description': {
        en: 'Or a private key. With an encrypted key, the password of the key.',
        fr: 'Ou une clé privée. Avec une clé chiffrée, le mot de passe de la clé.',
      },
    }),
  ),
  privateKey: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 20_000,
      'x-secret': true,
      'x-title': { en: 'SFTP: private key', fr: 'SFTP : clé privée' },
      'x-description': {
        en: 'The whole of it, as OpenSSH writes it: from -----BEGIN to -----END … KEY-----.',
        fr: 'En entier, comme OpenSSH l’écrit : de -----BEGIN à -----END … KEY-----.',
      },
    }),
  ),
  hostKey: Type.Optional(
    Type.String({
      pattern: '^SHA256:[A-Za-z0-9+/]{43}=?$',
      'x-address': true,
      'x-title': { en: 'SFTP: fingerprint of the server’s key', fr: 'SFTP : empreinte de la clé du serveur' },
      'x-description': {
        en: 'SHA256:… Leave it empty at first: the check then shows the server’s, to be compared with what its operator tells you.',
        fr: 'SHA256:… Laissez-la d’abord vide : la vérification affiche celle du serveur, à comparer avec celle que son exploitant vous communique.',
      },
    }),
  ),
});

/** How a connection names its drop; the folder may be absent where files are only one of the ways. */
export type DropArgs = {
  [Name in keyof ReturnType<typeof dropArgs>]?: Static<ReturnType<typeof dropArgs>[Name]> | undefined;
} & { place: 'folder' | 'sftp'; pattern: string; settle: number; afterwards: 'leave' | 'move' | 'delete' };

/** What makes a drop this one and no other, to be part of a connection's identity. */
export function dropIdentity({ place, folder = '', pattern, host = '', port, user = '' }: DropArgs): string {
  const server = place === 'sftp' ? `sftp://${user}@${host.toLowerCase()}:${port ?? 22}/` : '';
  return `${server}${folder}/${pattern}`;
}
