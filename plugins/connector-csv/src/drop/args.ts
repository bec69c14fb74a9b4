import { dropArgs, type Static, Type } from '@chaland/core';

/** How a connection that reads dropped CSV files is configured. */
export const FileDropArgs = Type.Object(
  {
    ...dropArgs({ pattern: '*.{csv,csv.gz}' }),
    savedMapping: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
        'x-title': { en: 'Saved mapping', fr: 'Correspondance enregistrée' },
        'x-description': {
          en: 'The id of a mapping that was saved, or that comes with CSV files: till-lyon. When it is changed, what comes next is read by it as it is then.',
          fr: 'L’identifiant d’une correspondance enregistrée ou fournie : till-lyon. Si elle change, ce qui vient ensuite est lu avec sa nouvelle version.',
        },
      }),
    ),
    mapping: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 200_000,
        'x-address': false,
        'x-title': { en: 'Mapping, as JSON', fr: 'Correspondance, en JSON' },
        'x-description': {
          en: 'In place of a saved one.',
          fr: 'À la place d’une correspondance enregistrée.',
        },
      }),
    ),
  },
  { additionalProperties: false },
);
export type FileDropArgs = Static<typeof FileDropArgs>;
