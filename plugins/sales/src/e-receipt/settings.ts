import { type Static, Type } from '@chaland/core';

const code = (title: { en: string; fr: string }) =>
  Type.String({ minLength: 1, maxLength: 100, 'x-title': title });

/** What somebody who opens their receipt may agree to. Nothing is offered that has no notice to read. */
const Invitation = Type.Object({
  purpose: code({ en: 'Purpose', fr: 'Finalité' }),
  channel: Type.Enum(['email', 'sms'], {
    default: 'email',
    'x-title': { en: 'Channel', fr: 'Canal' },
    'x-labels': { email: { en: 'E-mail', fr: 'E-mail' }, sms: { en: 'Text message', fr: 'SMS' } },
  }),
  notice: Type.Optional(
    Type.String({
      maxLength: 100,
      'x-title': { en: 'Notice', fr: 'Mention d’information' },
      'x-description': {
        en: 'Code of what people are told; the one with the purpose’s code where empty.',
        fr: 'Code du texte montré ; celui qui a le code de la finalité si rien n’est indiqué.',
      },
    }),
  ),
});
export type Invitation = Static<typeof Invitation>;

const invitations: Invitation[] = [
  { purpose: 'marketing', channel: 'email' },
  { purpose: 'marketing', channel: 'sms' },
];

export const SalesSettings = Type.Object({
  eReceipt: Type.Object(
    {
      days: Type.Integer({
        minimum: 1,
        maximum: 3_650,
        // The legal guarantee of conformity is two years (Code de la consommation, art. L217-3).
        default: 760,
        'x-title': { en: 'Days that links are good for', fr: 'Validité des liens, en jours' },
      }),
      identify: Type.Boolean({
        default: true,
        'x-title': { en: 'Let customers say whose receipt it is', fr: 'Proposer de rattacher le ticket' },
        'x-description': {
          en: 'On receipts of nobody: by e-mail, phone or loyalty card, and always by choice.',
          fr: 'Sur les tickets anonymes : par e-mail, téléphone ou carte de fidélité, et toujours au choix du client.',
        },
      }),
      invitations: Type.Array(Invitation, {
        maxItems: 10,
        default: invitations,
        'x-title': { en: 'What they may agree to there', fr: 'Ce qu’ils peuvent y accepter' },
      }),
    },
    { default: {}, 'x-title': { en: 'E-receipts', fr: 'Tickets dématérialisés' } },
  ),
});
export type SalesSettings = Static<typeof SalesSettings>;
