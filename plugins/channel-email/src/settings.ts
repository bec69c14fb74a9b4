import { type Static, Type } from '@chaland/core';

/** Nothing that is connected to, whatever it looks like. */
const line = (most: number) =>
  Type.String({
    minLength: 1,
    maxLength: most,
    pattern: '^[^\\u0000-\\u001f]*$',
    'x-address': false,
  });
const address = () => Type.String({ format: 'email', maxLength: 254, 'x-address': false });

const sender = {
  from: Type.String({
    ...address(),
    'x-title': { en: 'Sender', fr: 'Expéditeur' },
    'x-description': {
      en: 'The address that messages come from. Its domain must let this server send (SPF, DKIM).',
      fr: 'L’adresse d’où partent les messages. Son domaine doit autoriser ce serveur (SPF, DKIM).',
    },
  }),
  fromName: Type.Optional(
    Type.String({ ...line(100), 'x-title': { en: 'Name of the sender', fr: 'Nom de l’expéditeur' } }),
  ),
  replyTo: Type.Optional(
    Type.String({ ...address(), 'x-title': { en: 'Answers go to', fr: 'Adresse de réponse' } }),
  ),
};

/** How e-mails leave. */
export const EmailSettings = Type.Object({
  host: Type.String({
    ...line(253),
    'x-address': true,
    'x-title': { en: 'SMTP server', fr: 'Serveur SMTP' },
    'x-description': { en: 'Such as smtp.example.com.', fr: 'Par exemple smtp.example.com.' },
  }),
  port: Type.Integer({
    minimum: 1,
    maximum: 65_535,
    default: 587,
    'x-address': true,
    'x-title': { en: 'Port', fr: 'Port' },
  }),
  encryption: Type.Enum(['starttls', 'tls', 'none'], {
    default: 'starttls',
    'x-title': { en: 'Encryption', fr: 'Chiffrement' },
    'x-labels': {
      starttls: { en: 'STARTTLS, required', fr: 'STARTTLS, exigé' },
      tls: { en: 'TLS from the start', fr: 'TLS dès la connexion' },
      none: { en: 'None: only on a network of your own', fr: 'Aucun : seulement sur un réseau privé' },
    },
  }),
  user: Type.Optional(Type.String({ ...line(320), 'x-title': { en: 'User', fr: 'Utilisateur' } })),
  password: Type.Optional(
    Type.String({
      maxLength: 1_000,
      'x-secret': true,
      'x-title': { en: 'Password', fr: 'Mot de passe' },
    }),
  ),
  ...sender,
  brands: Type.Array(
    Type.Object({
      brand: Type.String({ ...line(100), 'x-title': { en: 'Brand (code)', fr: 'Enseigne (code)' } }),
      ...sender,
    }),
    {
      default: [],
      maxItems: 100,
      'x-title': { en: 'Senders of brands', fr: 'Expéditeurs des enseignes' },
      'x-description': {
        en: 'Messages of other brands, and of the company itself, come from the sender above.',
        fr: 'Les messages des autres enseignes et de la société partent de l’expéditeur ci-dessus.',
      },
    },
  ),
});
export type EmailSettings = Static<typeof EmailSettings>;

/** Whom a message comes from. */
export type Sender = Pick<EmailSettings, 'from' | 'fromName' | 'replyTo'>;

/** @param brand code; null is the controller itself */
export const senderOf = ({ brands, from, fromName, replyTo }: EmailSettings, brand: string | null): Sender =>
  brands.find((one) => one.brand === brand) ?? {
    from,
    ...(fromName === undefined ? {} : { fromName }),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
