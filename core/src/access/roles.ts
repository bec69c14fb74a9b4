import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';
import { problem } from '../http/problem.ts';
import { administrator } from './grants.ts';
import type { Permission } from './permission.ts';

/** A set of permissions under a name. */
export interface Role {
  code: string;
  name: string;
  permissions: readonly string[];
  version: number;
  /** `administrator`: all permissions, whatever plugins bring; it can't be changed. */
  builtIn: boolean;
}

interface RoleRow {
  code: string;
  name: string;
  permissions: string[];
  version: number;
}

const columns = 'code, name, permissions, version';

/** Roles. The built-in one is a row like any other, so that keys can hold it, but its permissions are computed. */
export function createRoles({ db, known }: { db: Database; known: ReadonlyMap<string, Permission> }) {
  const told = (row: RoleRow): Role =>
    row.code === administrator
      ? { ...row, permissions: [...known.keys()].sort(), builtIn: true }
      : { ...row, builtIn: false };

  function checkPermissions(permissions: readonly string[]): void {
    const errors = permissions.flatMap((id, index) =>
      known.has(id) ? [] : [{ pointer: `/permissions/${index}`, message: `there is no permission "${id}"` }],
    );
    const [first] = errors;
    if (!first) return;
    throw problem('CHL_PERMISSION_UNKNOWN', { detail: first.message, pointer: first.pointer, errors });
  }

  function refuseBuiltIn(code: string): void {
    if (code !== administrator) return;
    throw problem('CHL_CONFLICT', {
      detail: `the role "${administrator}" is built in`,
      mend: 'Make a role of your own with the permissions that you need.',
    });
  }

  return {
    async list(): Promise<Role[]> {
      const rows = await db.query<RoleRow>(`select ${columns} from chaland.role order by code`);
      return rows.map(told);
    },

    async get(code: string): Promise<Role> {
      const [row] = await db.query<RoleRow>(`select ${columns} from chaland.role where code = $1`, [code]);
      if (!row) throw problem('CHL_NOT_FOUND', { detail: `no role has the code "${code}"` });
      return told(row);
    },

    async create(role: { code: string; name: string; permissions: readonly string[] }): Promise<Role> {
      checkPermissions(role.permissions);
      const rows = await db.query<RoleRow>(
        `insert into chaland.role (id, code, name, permissions) values ($1, $2, $3, $4)
         on conflict (code) do nothing returning ${columns}`,
        [uuidv7(), role.code, role.name, [...new Set(role.permissions)]],
      );
      if (!rows[0]) throw problem('CHL_CONFLICT', { detail: `there is a role "${role.code}" already` });
      return told(rows[0]);
    },

    /** @param version what the change was made from; another one in the database is not overwritten */
    async change(
      code: string,
      version: number,
      change: { name?: string; permissions?: readonly string[] },
    ): Promise<Role | undefined> {
      refuseBuiltIn(code);
      if (change.permissions) checkPermissions(change.permissions);
      const [row] = await db.query<RoleRow>(
        `update chaland.role set name = coalesce($3, name), permissions = coalesce($4::text[], permissions),
           version = version + 1
         where code = $1 and version = $2 returning ${columns}`,
        [code, version, change.name ?? null, change.permissions ? [...new Set(change.permissions)] : null],
      );
      return row && told(row);
    },

    async remove(code: string, version: number): Promise<boolean> {
      refuseBuiltIn(code);
      const holders = await db.query(
        `select 1 from chaland.api_key_grant g join chaland.role r on r.id = g.role_id
         join chaland.api_key k on k.id = g.key_id
         where r.code = $1 and k.revoked_at is null
         union all
         select 1 from chaland.user_grant g join chaland.role r on r.id = g.role_id where r.code = $1
         limit 1`,
        [code],
      );
      if (holders.length > 0) {
        throw problem('CHL_CONFLICT', {
          detail: `keys or users hold the role "${code}"`,
          mend: 'Revoke these keys, and take the role from these users; GET /api/keys and GET /api/users list them.',
        });
      }
      return db.transaction(async () => {
        await db.query(
          'delete from chaland.api_key_grant g using chaland.role r where r.id = g.role_id and r.code = $1 and r.version = $2',
          [code, version],
        );
        const gone = await db.query(
          'delete from chaland.role where code = $1 and version = $2 returning code',
          [code, version],
        );
        return gone.length > 0;
      });
    },

    /** Permissions that roles name and nobody declares: of a plugin that was removed, or a slip. */
    async unknownPermissions(): Promise<{ role: string; permission: string }[]> {
      const rows = await db.query<{ role: string; permission: string }>(
        'select code as role, unnest(permissions) as permission from chaland.role order by 1, 2',
      );
      return rows.filter(({ permission }) => !known.has(permission));
    },
  };
}
