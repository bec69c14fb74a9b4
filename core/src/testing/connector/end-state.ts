import assert from 'node:assert/strict';
import type { Database } from '../../data/database.ts';

/** What a deployment knows in the end, whatever happened on the way: a line for each row. */
export async function endStateOf(db: Database): Promise<string[]> {
  const lines = await db.query<{ line: string }>(
    Object.entries(ofCore)
      .map(([what, select]) => `select '${what} ' || to_jsonb(t)::text as line from (${select}) t`)
      .join(' union all '),
  );
  const ofPlugins = await Promise.all((await pluginTables(db)).map((table) => rowsOf(db, table)));
  return [...lines.map(({ line }) => line), ...ofPlugins.flat()].toSorted();
}

/** Compares two, and tells the rows that only one of them has. */
export function assertSameState(
  actual: readonly string[],
  expected: readonly string[],
  message: string,
): void {
  const [more, less] = [without(actual, expected), without(expected, actual)];
  if (more.length === 0 && less.length === 0) return;
  const told = [...more.map((line) => `+ ${line}`), ...less.map((line) => `- ${line}`)];
  assert.fail(`${message}\n${told.slice(0, 20).join('\n')}`);
}

/** As bags: a row that is there twice counts twice. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

/** Without ids that are made, and without when something was recorded: they differ, and mean nothing. */
const ofCore = {
  moment: `select m.source, m.source_key, m.type, m.version, m.occurred_at, m.session, m.live, m.data, s.code as store,
      f.code as staff, p.source as of, p.key as profile
    from chaland.moment m left join chaland.store s on s.id = m.store_id left join chaland.staff f on f.id = m.staff_id
      left join chaland.profile p on p.id = m.profile_id`,
  profile: `select source, key, attributes, attributes_since from chaland.profile`,
  identifier: `select p.source, p.key, i.kind, i.value, i.verified
    from chaland.profile_identifier i join chaland.profile p on p.id = i.profile_id where i.until is null`,
  consent: `select p.source, p.key, c.purpose, b.code as brand, c.channel, c.contact_kind, c.contact_value, c.state,
      c.occurred_at, c.expires_at, c.soft
    from chaland.consent_state c join chaland.profile p on p.id = c.profile_id left join chaland.brand b on b.id = c.brand_id`,
  request: `select kind, requester, received_on, state from chaland.privacy_request`,
  store: `select s.code, s.name, b.code as brand, s.country, s.time_zone, s.currency
    from chaland.store s left join chaland.brand b on b.id = s.brand_id`,
  staff: `select f.code, f.name, s.code as store from chaland.staff f left join chaland.store s on s.id = f.store_id`,
};

interface PluginTable {
  table: string;
  columns: string[];
}

const pluginTables = (db: Database): Promise<PluginTable[]> =>
  db.query<PluginTable & Record<string, unknown>>(
    `select format('%I.%I', n.nspname, t.relname) as "table", array_agg(format('%I', a.attname) order by a.attnum) as columns
     from pg_class t join pg_namespace n on n.oid = t.relnamespace
       join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attidentity = ''
     where t.relkind in ('r', 'p') and not t.relispartition and n.nspname not like 'pg\\_%'
       and n.nspname not in ('information_schema', 'chaland', 'public')
       and format_type(a.atttypid, null) not in ('uuid', 'uuid[]', 'xid8')
       and a.attname not in ('seq', 'epoch', 'lane', 'version', 'recorded_at', 'created_at', 'updated_at', 'changed_at')
     group by 1`,
  );

async function rowsOf(db: Database, { table, columns }: PluginTable): Promise<string[]> {
  const rows = await db.query<{ line: string }>(
    `select $1 || ' ' || to_jsonb(t)::text as line from (select ${columns.join(', ')} from ${table}) t`,
    [table],
  );
  return rows.map(({ line }) => line);
}
