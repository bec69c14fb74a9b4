import { type Static, Type } from '@chaland/core';

/** What an e-mail is made of. `{{name}}` in it stands for a value, `{{unsubscribe}}` and `{{preferences}}` for links. */
export const EmailContent = Type.Object(
  {
    subject: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\u0000-\\u001f\\u007f]*$',
      'x-title': { en: 'Subject', fr: 'Objet' },
    }),
    text: Type.String({
      minLength: 1,
      maxLength: 200_000,
      'x-title': { en: 'Text', fr: 'Texte' },
      'x-description': {
        en: 'What is read where HTML is not shown. {{unsubscribe}} and {{preferences}} are links.',
        fr: 'Ce qui est lu sans HTML. {{unsubscribe}} et {{preferences}} sont des liens.',
      },
    }),
    html: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500_000,
        'x-title': { en: 'HTML', fr: 'HTML' },
        'x-description': { en: 'Made from the text where absent.', fr: 'Tiré du texte en son absence.' },
      }),
    ),
    values: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,59}$' }),
        Type.String({ maxLength: 2_000 }),
        {
          additionalProperties: false,
          maxProperties: 100,
          'x-title': { en: 'Values', fr: 'Valeurs' },
          'x-description': {
            en: 'What {{name}} stands for. They are escaped in HTML.',
            fr: 'Ce que {{nom}} remplace. Elles sont échappées dans le HTML.',
          },
        },
      ),
    ),
  },
  { additionalProperties: false },
);
export type EmailContent = Static<typeof EmailContent>;
