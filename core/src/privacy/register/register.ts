import type { Database } from '../../data/database.ts';
import type { PersonalData } from '../../data/migration.ts';
import type { Plugin } from '../../plugin/define-plugin.ts';
import type { Text } from '../../text.ts';
import { coreProcessing } from '../core-processing.ts';
import type { Processing } from '../processing.ts';

/** An activity, and whose it is. */
export interface RegisteredProcessing extends Processing {
  plugin: { id: string; title: Text };
}

/** What the deployment does with personal data: article 30 GDPR, as far as the software knows. */
export interface Register {
  generatedAt: Date;
  activities: readonly RegisteredProcessing[];
  /** Tables with persons that no activity names: of plugins that declare none, or that were removed. */
  unaccounted: readonly { owner: string; table: string; installed: boolean }[];
}

const core = { id: 'core', title: { en: 'Chaland', fr: 'Chaland' } };

/** Made of what core and the enabled plugins declare, and of the tables that are there. */
export async function makeRegister(
  db: Database,
  plugins: readonly Pick<Plugin, 'id' | 'title' | 'processing'>[],
  now: Date,
): Promise<Register> {
  const activities = [
    ...coreProcessing.map((activity) => ({ ...activity, plugin: core })),
    ...plugins.flatMap(({ id, title, processing = [] }) =>
      processing.map((activity) => ({ ...activity, plugin: { id, title } })),
    ),
  ];
  const accounted = new Set(activities.flatMap(({ tables = [] }) => tables));
  const installed = new Set(['core', ...plugins.map(({ id }) => id)]);
  const stored = await db.query<{ owner: string; declaration: PersonalData[] }>(
    'select owner, declaration from chaland.personal_data order by owner',
  );
  const unaccounted = stored.flatMap(({ owner, declaration }) =>
    [...new Set(declaration.map(({ table }) => table))]
      .filter((table) => !accounted.has(table))
      .map((table) => ({ owner, table, installed: installed.has(owner) })),
  );
  return { generatedAt: now, activities, unaccounted };
}
