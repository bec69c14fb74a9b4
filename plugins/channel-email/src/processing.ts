import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'channel-email.sending',
    title: { en: 'Sending e-mail', fr: 'Envoi des e-mails' },
    purpose: {
      en: 'Handing messages over to the mail server that is set',
      fr: 'Remettre les messages au serveur de messagerie configuré',
    },
    basis: 'consent',
    persons: [{ en: 'Customers who are written to', fr: 'Clients à qui l’on écrit' }],
    categories: [{ en: 'E-mail address, subject and text', fr: 'Adresse e-mail, objet et texte' }],
    recipients: [
      {
        en: 'The operator of the SMTP server, and the recipient’s mail provider',
        fr: 'L’exploitant du serveur SMTP et le fournisseur de messagerie du destinataire',
      },
    ],
    retention: {
      en: 'Not kept by this plugin; messages are core’s',
      fr: 'Rien n’est conservé par cette extension ; les messages le sont par le cœur',
    },
  },
];
