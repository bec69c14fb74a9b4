import type { Language } from '../../text.ts';
import { basisTexts } from '../export/texts.ts';
import { escaped, pageEnd, pageHead, tableRow } from '../html.ts';
import type { Register, RegisteredProcessing } from './register.ts';

const heading = {
  title: { en: 'Register of processing activities', fr: 'Registre des activités de traitement' },
  article: {
    en: 'Article 30 GDPR, as far as this software knows: made from what Chaland and its plugins declare.',
    fr: 'Article 30 du RGPD, pour ce que ce logiciel en sait : établi d’après ce que déclarent Chaland et ses extensions.',
  },
  unaccounted: { en: 'Tables that no activity names', fr: 'Tables qu’aucune activité ne nomme' },
  removed: { en: 'the plugin was removed', fr: 'l’extension a été retirée' },
};

const columns = [
  [{ en: 'Activity', fr: 'Activité' }, (one: RegisteredProcessing, l: Language) => one.title[l]],
  [{ en: 'By', fr: 'Par' }, ({ plugin }: RegisteredProcessing, l: Language) => plugin.title[l]],
  [{ en: 'Purpose', fr: 'Finalité' }, (one: RegisteredProcessing, l: Language) => one.purpose[l]],
  [
    { en: 'Lawful basis', fr: 'Base légale' },
    ({ basis }: RegisteredProcessing, l: Language) => basisTexts[basis]?.[l] ?? basis,
  ],
  [{ en: 'Persons', fr: 'Personnes' }, (one: RegisteredProcessing, l: Language) => list(one.persons, l)],
  [{ en: 'Data', fr: 'Données' }, (one: RegisteredProcessing, l: Language) => list(one.categories, l)],
  [
    { en: 'Recipients', fr: 'Destinataires' },
    (one: RegisteredProcessing, l: Language) => list(one.recipients, l),
  ],
  [
    { en: 'Transfers outside the EEA', fr: 'Transferts hors EEE' },
    ({ transfers = [] }: RegisteredProcessing, l: Language) => list(transfers, l),
  ],
  [{ en: 'Kept', fr: 'Conservation' }, (one: RegisteredProcessing, l: Language) => one.retention[l]],
  [{ en: 'Tables', fr: 'Tables' }, ({ tables = [] }: RegisteredProcessing) => tables.join(', ')],
] as const;

const list = (texts: readonly { en: string; fr: string }[], language: Language): string =>
  texts.map((text) => text[language]).join('; ') || '–';

/** A page to print. */
export function registerPage({ generatedAt, activities, unaccounted }: Register, language: Language): string {
  return [
    pageHead(heading.title[language], language),
    `<h1>${escaped(heading.title[language])}</h1>\n<p>${escaped(heading.article[language])} ${generatedAt.toISOString().slice(0, 10)}.</p>\n`,
    ...activities.map((activity) => {
      const rows = columns
        .slice(1)
        .map(([name, cell]) => tableRow([name[language], cell(activity, language)]));
      return `<h2>${escaped(activity.title[language])}</h2>\n<table>\n${rows.join('')}</table>\n`;
    }),
    ...(unaccounted.length === 0
      ? []
      : [
          `<h2>${escaped(heading.unaccounted[language])}</h2>\n<ul>\n`,
          ...unaccounted.map(
            ({ table, owner, installed }) =>
              `<li>${escaped(table)} (${escaped(owner)}${installed ? '' : `, ${heading.removed[language]}`})</li>\n`,
          ),
          '</ul>\n',
        ]),
    pageEnd,
  ].join('');
}

/** For a spreadsheet: RFC 4180, with the mark that makes Excel read it as UTF-8. */
export function registerCsv({ activities }: Register, language: Language): string {
  const line = (cells: readonly string[]) => `${cells.map(cellOf).join(',')}\r\n`;
  return `\ufeff${line(columns.map(([name]) => name[language]))}${activities
    .map((activity) => line(columns.map(([, cell]) => cell(activity, language))))
    .join('')}`;
}

/** A cell that begins like a formula would be run as one. */
const cellOf = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
