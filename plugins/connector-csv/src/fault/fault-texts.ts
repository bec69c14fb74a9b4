import type { Text } from '@chaland/core';

/** What can be wrong with a row, for whoever mends it. Both languages have the same places in braces. */
export const faultTexts = {
  notUtf8: { en: 'it is not valid UTF-8', fr: 'ce n’est pas de l’UTF-8 valable' },
  lineTooLong: { en: 'the line is too long to be a row', fr: 'la ligne est bien trop longue' },
  quoteNeverClosed: {
    en: 'a quote is opened and never closed',
    fr: 'un guillemet est ouvert et jamais refermé',
  },
  textAfterQuote: {
    en: 'there is text after the closing quote of value {number}',
    fr: 'il y a du texte après le guillemet fermant de la valeur {number}',
  },
  quoteInside: {
    en: 'there is a quote inside value {number}',
    fr: 'il y a un guillemet au milieu de la valeur {number}',
  },
  width: {
    en: 'it has {found} values, the header {expected}',
    fr: 'nombre de valeurs : {found}, contre {expected} dans l’en-tête',
  },
  groupEmpty: { en: '{columns} is empty', fr: 'il manque une valeur : {columns}' },
  groupTooLarge: {
    en: 'more than {most} rows have the same {columns}',
    fr: 'plus de {most} lignes ont la même valeur : {columns}',
  },
  noRule: {
    en: 'no rule of the mapping is for such rows',
    fr: 'aucune règle de la correspondance ne prévoit de telles lignes',
  },
  idEmpty: {
    en: 'the id is empty (mapping {pointer})',
    fr: 'l’identifiant est vide (correspondance, {pointer})',
  },
  timeEmpty: {
    en: 'the time is empty (mapping {pointer})',
    fr: 'la date est vide (correspondance, {pointer})',
  },
  notInLookup: {
    en: '{label} is not in the lookup table (mapping {pointer})',
    fr: '{label} ne figure pas dans la table de conversion (correspondance, {pointer})',
  },
  notNumber: {
    en: '{label} is not a number (mapping {pointer})',
    fr: '{label} n’est pas un nombre (correspondance, {pointer})',
  },
  notWhole: {
    en: '{label} is not a whole number (mapping {pointer})',
    fr: '{label} n’est pas un nombre entier (correspondance, {pointer})',
  },
  tooLarge: {
    en: '{label} is too large (mapping {pointer})',
    fr: '{label} dépasse le plus grand montant possible (correspondance, {pointer})',
  },
  notCurrency: {
    en: '"{code}" is not an ISO 4217 currency (mapping {pointer})',
    fr: '« {code} » n’est pas une devise ISO 4217 (correspondance, {pointer})',
  },
  notYesOrNo: {
    en: '{label} is neither yes nor no (mapping {pointer})',
    fr: '{label} n’est ni oui ni non (correspondance, {pointer})',
  },
  notTime: {
    en: '{label} is no time written as {format} (mapping {pointer})',
    fr: '{label} n’est pas une date au format {format} (correspondance, {pointer})',
  },
  other: { en: 'other reasons', fr: 'autres raisons' },
} as const satisfies Record<string, Text>;

export type FaultCode = keyof typeof faultTexts;

type Places<T extends string> = T extends `${string}{${infer Place}}${infer Rest}`
  ? Place | Places<Rest>
  : never;

/** What a fault's words need to know: the names in braces. */
export type FaultValues<C extends FaultCode> = Record<
  Places<(typeof faultTexts)[C]['en']>,
  string | number | Text
>;

/**
 * A fault in both languages.
 * @example faultText('width', { found: 2, expected: 7 }).en === 'it has 2 values, the header 7'
 */
export function faultText<C extends FaultCode>(code: C, values: FaultValues<C>): Text {
  const given = values as Record<string, string | number | Text>;
  const filled = (language: keyof Text) =>
    faultTexts[code][language].replaceAll(/\{(\w+)\}/g, (_, place: string) => {
      const value = given[place];
      return String(typeof value === 'object' ? value[language] : value);
    });
  return { en: filled('en'), fr: filled('fr') };
}
