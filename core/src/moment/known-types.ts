import type { Database } from '../data/database.ts';
import type { Text } from '../text.ts';
import type { MomentTypeRegistry } from './registry.ts';
import type { Stage } from './type.ts';

/** A type as it was when its plugin was enabled last. */
export interface KnownType {
  type: string;
  plugin: string;
  version: number;
  stage: Stage;
  title: Text;
}

/** Notes the types of the enabled plugins: what they are called must be known when they are gone. */
export async function rememberTypes(db: Database, types: MomentTypeRegistry): Promise<void> {
  const rows = types
    .all()
    .map(({ type, plugin, version, stage, title, contact = true, sale = false, erase = 'delete' }) => ({
      type,
      plugin,
      version,
      stage,
      title,
      contact,
      sale,
      erase: erase === 'delete' ? erase : 'anonymise',
    }));
  await db.query(
    `insert into chaland.moment_type as known (type, plugin, version, stage, title, contact, sale, erase)
     select type, plugin, version, stage, title, contact, sale, erase
     from jsonb_to_recordset($1::jsonb) as t (type text, plugin text, version smallint, stage text, title jsonb,
       contact boolean, sale boolean, erase text)
     order by type
     on conflict (type) do update set
       plugin = excluded.plugin, version = excluded.version, stage = excluded.stage, title = excluded.title,
       contact = excluded.contact, sale = excluded.sale, erase = excluded.erase
     where (known.plugin, known.version, known.stage, known.title, known.contact, known.sale, known.erase)
       is distinct from (excluded.plugin, excluded.version, excluded.stage, excluded.title, excluded.contact,
         excluded.sale, excluded.erase)`,
    [JSON.stringify(rows)],
  );
}

/** Types that no enabled plugin brings any more. */
export async function dormantTypes(db: Database, types: MomentTypeRegistry): Promise<KnownType[]> {
  return db.query<KnownType>(
    `select type, plugin, version, stage, title from chaland.moment_type
     where not type = any($1::text[]) order by type limit 1000`,
    [types.all().map(({ type }) => type)],
  );
}
