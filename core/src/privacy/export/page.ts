import type { MomentTypeRegistry } from '../../moment/registry.ts';
import type { Language } from '../../text.ts';
import { escaped, pageEnd, pageHead, tableRow } from '../html.ts';
import type { RegisteredProcessing } from '../register/register.ts';
import type { HeldRow } from './held-rows.ts';
import { basisTexts, texts } from './texts.ts';

/** Rows of a table on the page: a person reads no more, and the files beside it hold all. */
const shownRows = 500;

/** A part of the export on the page. */
export interface PagePart {
  /** The file beside the page, and the heading. */
  file: string;
  rows(): AsyncIterable<HeldRow> | Iterable<HeldRow>;
}

export interface PageInput {
  language: Language;
  timeZone: string;
  madeAt: Date;
  person: { displayName: string | null; attributes: Record<string, unknown> };
  activities: readonly RegisteredProcessing[];
  parts: readonly PagePart[];
  types: Pick<MomentTypeRegistry, 'get'>;
}

/** The page that a person can read, in their language, piece by piece. */
export async function* exportPage(input: PageInput): AsyncGenerator<string> {
  const { language, madeAt, person, activities, parts } = input;
  const say = (text: { en: string; fr: string }) => escaped(text[language]);
  const part = (file: string) => parts.find((one) => one.file === file);
  const when = timeFormat(input);

  yield pageHead(texts.title[language], language);
  yield `<h1>${say(texts.title)}</h1>\n<p>${say(texts.intro)}</p>\n<p>${say(texts.made)} ${escaped(when(madeAt))}</p>\n`;

  yield `<h2>${say(texts.you)}</h2>\n<table>\n`;
  if (person.displayName) yield tableRow(['', person.displayName]);
  for (const [name, value] of Object.entries(person.attributes)) yield tableRow([name, plain(value)]);
  yield '</table>\n';

  yield `<h2>${say(texts.reach)}</h2>\n`;
  yield* listed(part('chaland/profile_identifier.json'), language, [
    [texts.kind[language], ({ kind }) => kind],
    [texts.value[language], ({ raw }) => raw],
    [texts.since[language], ({ since }) => when(since)],
  ]);

  yield `<h2>${say(texts.history)}</h2>\n`;
  yield* listed(part('chaland/moment.json'), language, [
    [texts.time[language], ({ occurred_at }) => when(occurred_at)],
    [texts.what[language], (row) => momentText(row, input)],
    [texts.source[language], ({ source }) => source],
  ]);

  yield `<h2>${say(texts.why)}</h2>\n<table>\n`;
  yield tableRow(
    [texts.purpose, texts.basis, texts.recipients, texts.kept].map((text) => text[language]),
    'th',
  );
  for (const { title, purpose, basis, recipients, retention } of activities) {
    yield tableRow([
      `${title[language]} — ${purpose[language]}`,
      basisTexts[basis]?.[language] ?? basis,
      recipients.map((text) => text[language]).join(', ') || texts.nobody[language],
      retention[language],
    ]);
  }
  yield `</table>\n<p>${say(texts.rights)}</p>\n<h2>${say(texts.else)}</h2>\n`;

  const told = ['chaland/profile_identifier.json', 'chaland/moment.json'];
  for (const other of parts.filter(({ file }) => !told.includes(file))) {
    yield `<h3>${escaped(other.file)}</h3>\n`;
    yield* everyColumn(other, language);
  }
  yield pageEnd;
}

type Cells = readonly (readonly [heading: string, cell: (row: HeldRow) => unknown])[];

async function* listed(part: PagePart | undefined, language: Language, cells: Cells): AsyncGenerator<string> {
  let shown = 0;
  for await (const row of part?.rows() ?? []) {
    if (shown === 0)
      yield `<table>\n${tableRow(
        cells.map(([heading]) => heading),
        'th',
      )}`;
    if (++shown > shownRows) break;
    yield tableRow(cells.map(([, cell]) => cell(row)));
  }
  yield shown === 0 ? `<p>${texts.nothing[language]}</p>\n` : '</table>\n';
  if (shown > shownRows) yield `<p>${escaped(texts.more[language])} ${escaped(part!.file)}.</p>\n`;
}

/** Columns of nothing but ids would only tire: what is empty is left out of the row. */
async function* everyColumn(part: PagePart, language: Language): AsyncGenerator<string> {
  yield* listed(part, language, [
    [
      texts.what[language],
      (row) =>
        Object.entries(row)
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => `${name}: ${plain(value)}`)
          .join('; '),
    ],
  ]);
}

function momentText({ type, data }: HeldRow, { types, language }: PageInput): string {
  const known = types.get(String(type));
  if (!known) return `${type}: ${plain(data)}`;
  try {
    return `${known.title[language]}: ${known.summary(data, language)}`;
  } catch {
    // Data of an older version, or a plugin's fault: what is held is shown all the same.
    return `${known.title[language]}: ${plain(data)}`;
  }
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function timeFormat({ language, timeZone }: PageInput) {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return (time: unknown): string =>
    time ? format.format(new Date(String(time instanceof Date ? time.toISOString() : time))) : '';
}
