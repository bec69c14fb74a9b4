import type { Stores } from '../../store/stores.ts';
import type { Language, Text } from '../../text.ts';
import { type MomentTypeRegistry, type RegisteredType, raiseVersion } from '../registry.ts';
import type { Stage } from '../type.ts';

/** A row of `chaland.moment`, read with `entryColumns`. */
export interface EntryRow {
  id: string;
  profile: string;
  type: string;
  version: number;
  source: string;
  key: string;
  time: Date;
  storeId: string | null;
  staffId: string | null;
  session: string | null;
  live: boolean;
  recordedAt: Date;
  data: unknown;
}

export const entryColumns = `m.id, m.profile_id as profile, m.type, m.version, m.source, m.source_key as key,
  m.occurred_at as time, m.store_id as "storeId", m.staff_id as "staffId", m.session, m.live,
  m.recorded_at as "recordedAt", m.data`;

/** A store, or a member of staff. */
interface Named {
  id: string;
  code: string;
  name: string;
}

/** A moment as the API tells it. */
export interface MomentEntry extends Omit<EntryRow, 'storeId' | 'staffId'> {
  /** Null where no enabled plugin knows the type. */
  stage: Stage | null;
  title: string;
  /** One line of text. */
  summary: string;
  store: Named | null;
  staff: Named | null;
}

/** Tells moments in one language, in the newest version of their type. */
export async function momentEntries(
  rows: readonly EntryRow[],
  { types, stores, language }: { types: MomentTypeRegistry; stores: Stores; language: Language },
): Promise<MomentEntry[]> {
  const [places, people] = await Promise.all([
    named(
      rows.map(({ storeId }) => storeId),
      (id) => stores.byId(id),
    ),
    named(
      rows.map(({ staffId }) => staffId),
      (id) => stores.staffById(id),
    ),
  ]);
  return rows.map(({ storeId, staffId, version, data, ...row }) => {
    const type = types.get(row.type);
    const told = type && toldBy(type, version, data, language);
    return {
      ...row,
      version,
      ...(told ?? { data, summary: withoutType(row.type, language) }),
      stage: type?.stage ?? null,
      title: type?.title[language] ?? row.type,
      store: storeId === null ? null : (places.get(storeId) ?? null),
      staff: staffId === null ? null : (people.get(staffId) ?? null),
    };
  });
}

/** Each once, and from memory. */
async function named(
  ids: readonly (string | null)[],
  find: (id: string) => Promise<Named | undefined>,
): Promise<ReadonlyMap<string, Named>> {
  const names = new Map<string, Named>();
  for (const id of new Set(ids)) {
    const found = id === null ? undefined : await find(id);
    if (found) names.set(found.id, { id: found.id, code: found.code, name: found.name });
  }
  return names;
}

/** A plugin's fault in its summary or its upcast doesn't hide the history of a customer. */
function toldBy(type: RegisteredType, version: number, data: unknown, language: Language) {
  let newest = { version, data };
  try {
    if (version < type.version) newest = { version: type.version, data: raiseVersion(type, version, data) };
    return { ...newest, summary: type.summary(newest.data, language) };
  } catch {
    return { ...newest, summary: type.title[language] };
  }
}

const unknown: Text = {
  en: 'A moment of type "{type}", whose plugin is not enabled',
  fr: 'Un moment de type « {type} », dont l’extension n’est pas active',
};
const withoutType = (type: string, language: Language): string =>
  unknown[language].replace('{type}', () => type);
