import type { Clock } from '../../clock.ts';
import type { ConsentModule } from '../../consent/create-consents.ts';
import { consentReceipt } from '../../consent/receipt.ts';
import type { Context, DeploymentLocale } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import type { MomentTypeRegistry } from '../../moment/registry.ts';
import type { Plugin } from '../../plugin/define-plugin.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import type { CoreSettings } from '../../setting/core-settings.ts';
import { type Language, languages } from '../../text.ts';
import { declaredTables } from '../declared-tables.ts';
import { findSubjects } from '../erase/find-subjects.ts';
import { personalDataHandler } from '../personal-data-handler.ts';
import { makeRegister } from '../register/register.ts';
import { type HeldRow, heldRows, heldTables } from './held-rows.ts';
import { exportPage, type PagePart } from './page.ts';
import { type ZipFile, zip } from './zip.ts';

export interface ExportParts {
  db: Database;
  clock: Clock;
  extensions: Extensions;
  plugins: readonly Plugin[];
  types: MomentTypeRegistry;
  locale: DeploymentLocale;
  consents: ConsentModule;
  settings(): Promise<CoreSettings>;
  contextOf(plugin: string): Context;
}

/** An archive, to be read once, as it is made. */
export interface PersonExport {
  /** `chaland-<customer>-<day>.zip` */
  name: string;
  content: AsyncIterable<Uint8Array>;
}

interface Person {
  displayName: string | null;
  attributes: Record<string, unknown>;
}

/**
 * Everything that is held on a customer, and on everybody who was merged into it, as one ZIP archive: a page to read, and
 * JSON by table and plugin. It is read in pages as the archive goes out, so that a long history needs no memory.
 * @returns undefined where there is no such customer
 */
export async function exportPerson(
  given: ExportParts,
  customerId: string,
  wanted?: Language,
): Promise<PersonExport | undefined> {
  const { db, clock, extensions, plugins, types, locale, contextOf } = given;
  const [person] = await db.query<Person>(
    'select display_name as "displayName", attributes from chaland.customer where id = $1 and merged_into is null',
    [customerId],
  );
  if (!person) return undefined;
  const subject = await findSubjects(db, [customerId]);
  const madeAt = clock.now();
  const language = wanted ?? languageOf(person) ?? locale.language;
  const parts: PagePart[] = [
    ...heldTables(await declaredTables(db)).map((table) => ({
      file: `${table.table.replace('.', '/')}.json`,
      rows: () => heldRows(db, table, subject),
    })),
    ...extensions.all(personalDataHandler).flatMap(({ plugin, value }) =>
      [...(value.export?.(subject, contextOf(plugin)) ?? [])].map(({ name, rows }) => ({
        file: `${plugin}/${name}.json`,
        rows,
      })),
    ),
    { file: 'chaland/consent_receipts.json', rows: () => receipts(given, customerId, language) },
  ].toSorted((a, b) => (a.file < b.file ? -1 : 1));
  const register = await makeRegister(db, plugins, madeAt);

  async function* files(): AsyncGenerator<ZipFile> {
    yield {
      name: 'index.html',
      content: exportPage({
        language,
        timeZone: locale.timeZone,
        madeAt,
        person: person!,
        activities: register.activities,
        parts,
        types,
      }),
    };
    yield {
      name: 'about.json',
      content: [
        JSON.stringify(
          {
            madeAt,
            customerIds: subject.customerIds,
            sources: await sourcesOf(db, subject.profileIds),
            purposes: register.activities,
            files: parts.map(({ file }) => file),
          },
          null,
          2,
        ),
      ],
    };
    for (const { file, rows } of parts) yield { name: file, content: jsonArray(rows()) };
  }
  return {
    name: `chaland-${customerId}-${madeAt.toISOString().slice(0, 10)}.zip`,
    content: zip(files(), madeAt),
  };
}

/** One for each record: what was agreed to, in the form that ISO/IEC TS 27560 gives it. */
async function* receipts(
  { clock, consents, locale, settings }: ExportParts,
  customerId: string,
  language: Language,
): AsyncGenerator<HeldRow> {
  const { controller } = (await settings()).consent;
  for (const record of await consents.ofCustomer(customerId)) {
    const { code, version } = record.notice ?? {};
    yield consentReceipt({
      record,
      purpose: record.purpose === null ? undefined : await consents.purposes.byCode(record.purpose),
      notice: code && version ? await consents.notices.byVersion(code, version) : undefined,
      controller,
      country: locale.country,
      language,
      now: clock.now(),
    });
  }
}

const languageOf = ({ attributes }: Person): Language | undefined =>
  languages.find((language) =>
    String(attributes.language ?? '')
      .toLowerCase()
      .startsWith(language),
  );

async function sourcesOf(db: Database, profileIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ source: string }>(
    'select distinct source from chaland.profile where id = any($1::uuid[]) order by source',
    [[...profileIds]],
  );
  return rows.map(({ source }) => source);
}

async function* jsonArray(rows: AsyncIterable<HeldRow> | Iterable<HeldRow>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const row of rows) {
    yield `${separator}${JSON.stringify(row)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
